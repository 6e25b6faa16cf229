//! Matrices multiplied in bfloat16, on CPUs that have instructions for it.

use anyhow::{Result, ensure};

/// Has libtorch round the factors of its matrix products to bfloat16 (8 bits of fraction) and add up in `f32`, as its
/// `set_float32_matmul_precision("medium")` does, which `tch` does not offer; with `false`, no longer. Weights, gradients
/// and the optimizer stay `f32`. It holds for the whole process.
///
/// # Errors
/// Where the CPU would have to imitate the instructions, or libtorch is bound another way: only x86-64 Linux is served.
pub fn multiply_in_bfloat16(yes: bool) -> Result<()> {
    ensure!(
        available() || !yes,
        "this machine has no bfloat16 instructions that libtorch would use\nhint: leave out --bfloat16"
    );
    #[cfg(all(target_os = "linux", target_arch = "x86_64"))]
    bound::set(yes);
    Ok(())
}

#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
fn available() -> bool {
    std::arch::is_x86_feature_detected!("avx512bf16")
}

#[cfg(not(all(target_os = "linux", target_arch = "x86_64")))]
fn available() -> bool {
    false
}

#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
mod bound {
    use std::ffi::{c_int, c_void};

    unsafe extern "C" {
        /// `at::globalContext()`: libtorch's settings, alive as long as the process.
        #[link_name = "_ZN2at13globalContextEv"]
        fn global_context() -> *mut c_void;
        /// `at::Context::setFloat32MatmulPrecision(at::Float32MatmulPrecision)`.
        #[link_name = "_ZN2at7Context25setFloat32MatmulPrecisionENS_22Float32MatmulPrecisionE"]
        fn set_precision(context: *mut c_void, precision: c_int);
    }

    /// `at::Float32MatmulPrecision` of libtorch 2.4: `HIGHEST` and `MEDIUM`.
    const PRECISIONS: [c_int; 2] = [0, 2];

    pub(super) fn set(medium: bool) {
        // SAFETY: both are exported by the libtorch that `tch` links, 2.4.0, whose header `ATen/Context.h` declares them
        // so; the context is a static object and the setter stores one number in it.
        unsafe { set_precision(global_context(), PRECISIONS[usize::from(medium)]) }
    }
}
