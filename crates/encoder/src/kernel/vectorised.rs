//! Loops compiled once for each instruction set.

/// Defines a function whose body, plain safe Rust over slices and fixed-size arrays, is compiled for every instruction set
/// that floats gain from; its first parameter chooses at run time.
///
/// The compiler turns the loops into vector code as wide as the set allows. It never reorders a sum or fuses a product
/// and an addition that the source does not fuse (`mul_add`), so all versions give the same bits.
macro_rules! vectorised {
    ($(#[$doc:meta])* fn $name:ident($($arg:ident: $type:ty),* $(,)?) $body:block) => {
        $(#[$doc])*
        #[allow(clippy::too_many_arguments, reason = "slices and their strides")]
        pub(crate) fn $name(kernel: $crate::kernel::Kernel, $($arg: $type),*) {
            #[inline(always)]
            fn body($($arg: $type),*) $body
            #[cfg(target_arch = "x86_64")]
            #[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx2,fma")]
            fn avx512($($arg: $type),*) { body($($arg),*) }
            #[cfg(target_arch = "x86_64")]
            #[target_feature(enable = "avx2,fma")]
            fn avx2($($arg: $type),*) { body($($arg),*) }
            match kernel.0 {
                // SAFETY: a `Kernel` exists only for an instruction set that the processor has.
                #[cfg(target_arch = "x86_64")]
                $crate::kernel::Isa::Avx512Vnni | $crate::kernel::Isa::Amx => unsafe { avx512($($arg),*) },
                // SAFETY: as above.
                #[cfg(target_arch = "x86_64")]
                $crate::kernel::Isa::Avx2 | $crate::kernel::Isa::AvxVnni => unsafe { avx2($($arg),*) },
                _ => body($($arg),*),
            }
        }
    };
}
pub(crate) use vectorised;
