//! The instruction sets, and the two products that everything is made of.
//!
//! A [`Kernel`] is proof that the processor has an instruction set: it can only be had from [`Kernel::best`] and
//! [`Kernel::available`], which ask. All kernels give the same integers, and the same floats to the bit: every sum runs
//! in one order, whatever the width of a register (see `product.rs`).

#[cfg(target_arch = "x86_64")]
mod amx;
#[cfg(target_arch = "x86_64")]
mod avx2;
#[cfg(target_arch = "x86_64")]
mod avx512;
#[cfg(target_arch = "x86_64")]
mod avxvnni;
#[cfg(target_arch = "aarch64")]
mod neon;
mod portable;
mod product;
mod vectorised;

pub(crate) use product::{Along, product_f32};
pub(crate) use vectorised::vectorised;

/// Columns of a packed panel of weights.
pub(crate) const COLUMNS: usize = 32;

/// Products run along a depth that is a multiple of this; what is missing is filled up with zeros.
pub(crate) const DEPTH: usize = 64;

/// `n` filled up to a multiple of [`DEPTH`], which is also one of [`COLUMNS`].
pub(crate) const fn padded(n: usize) -> usize {
    n.div_ceil(DEPTH) * DEPTH
}

/// Largest activation code, and largest magnitude of a weight code.
///
/// AVX2 has no instruction that multiplies bytes into 32 bits; `maddubs` sums pairs of products in 16. Two products of at
/// most 255 · 64 make 32,640, which 16 bits hold (32,767): no sum can saturate, whatever the weights and inputs. With 127 · 64
/// four products would fit and AVX2 gain a third, but activations of 7 bits cost twice the error of 8. All other kernels
/// keep to the same codes, so that a result does not depend on the machine.
pub(crate) const MAX_ACTIVATION: u8 = 255;
/// See [`MAX_ACTIVATION`].
pub(crate) const MAX_WEIGHT: i8 = 64;
const _: () = assert!(2 * MAX_ACTIVATION as i32 * MAX_WEIGHT as i32 <= i16::MAX as i32);

/// An instruction set that this processor has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kernel(pub(crate) Isa);

/// What a [`Kernel`] can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Isa {
    /// Plain Rust, for every processor.
    Portable,
    /// AVX2 and FMA.
    #[cfg(target_arch = "x86_64")]
    Avx2,
    /// AVX2, FMA and the 256-bit dot product of bytes.
    #[cfg(target_arch = "x86_64")]
    AvxVnni,
    /// AVX-512 with its dot product of bytes.
    #[cfg(target_arch = "x86_64")]
    Avx512Vnni,
    /// AVX-512 and the tile unit.
    #[cfg(target_arch = "x86_64")]
    Amx,
    /// NEON with its dot product of bytes.
    #[cfg(target_arch = "aarch64")]
    NeonDot,
}

impl Kernel {
    /// All kernels that run here, slowest first. The first is the portable one.
    pub fn available() -> Vec<Kernel> {
        let mut all = vec![Kernel(Isa::Portable)];
        #[cfg(target_arch = "x86_64")]
        {
            if is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma") {
                all.push(Kernel(Isa::Avx2));
                if is_x86_feature_detected!("avxvnni") {
                    all.push(Kernel(Isa::AvxVnni));
                }
                if is_x86_feature_detected!("avx512f")
                    && is_x86_feature_detected!("avx512bw")
                    && is_x86_feature_detected!("avx512dq")
                    && is_x86_feature_detected!("avx512vl")
                    && is_x86_feature_detected!("avx512vnni")
                {
                    all.push(Kernel(Isa::Avx512Vnni));
                    if amx::granted() {
                        all.push(Kernel(Isa::Amx));
                    }
                }
            }
        }
        #[cfg(target_arch = "aarch64")]
        if std::arch::is_aarch64_feature_detected!("dotprod") {
            all.push(Kernel(Isa::NeonDot));
        }
        all
    }

    /// The fastest kernel of this machine.
    pub fn best() -> Kernel {
        static BEST: std::sync::OnceLock<Kernel> = std::sync::OnceLock::new();
        *BEST.get_or_init(|| Self::available().pop().unwrap_or(Kernel(Isa::Portable)))
    }

    /// Its name, for reports.
    pub fn name(self) -> &'static str {
        match self.0 {
            Isa::Portable => "portable",
            #[cfg(target_arch = "x86_64")]
            Isa::Avx2 => "avx2",
            #[cfg(target_arch = "x86_64")]
            Isa::AvxVnni => "avx-vnni",
            #[cfg(target_arch = "x86_64")]
            Isa::Avx512Vnni => "avx512-vnni",
            #[cfg(target_arch = "x86_64")]
            Isa::Amx => "amx-int8",
            #[cfg(target_arch = "aarch64")]
            Isa::NeonDot => "neon-dot",
        }
    }
}

/// Integer products of activation codes with panels, one after the other: `sums[r][c] = Σ codes[r][k] · panel[k][c]`. The sums
/// of each panel, those of all pairs of codes and panels behind one another, are handed to `finish` with its number.
///
/// Codes are in rows of `depth`, up to [`MAX_ACTIVATION`]; a panel is `[depth / 4][COLUMNS][4]`; `sums` has rows of
/// [`COLUMNS`] and for each pair as many as there are to compute.
pub(crate) fn products_i8(
    kernel: Kernel,
    pairs: &[(&[u8], &[i8])],
    depth: usize,
    sums: &mut [i32],
    mut finish: impl FnMut(usize, &[i32]),
) {
    #[cfg(target_arch = "x86_64")]
    // SAFETY: a `Kernel` exists only for an instruction set that the processor has.
    let _tiles = (kernel.0 == Isa::Amx).then(|| unsafe { amx::Tiles::configure() });
    let (size, share) = (depth * COLUMNS, sums.len() / pairs.len().max(1));
    let panels = pairs.first().map_or(0, |(_, panels)| panels.len() / size);
    for n in 0..panels {
        for ((codes, panels), sums) in pairs.iter().zip(sums.chunks_exact_mut(share)) {
            product_i8(kernel, codes, depth, &panels[n * size..(n + 1) * size], sums);
        }
        finish(n, sums);
    }
}

/// One of the products of [`products_i8`], which has configured the tiles.
fn product_i8(kernel: Kernel, codes: &[u8], depth: usize, panel: &[i8], out: &mut [i32]) {
    let rows = out.len() / COLUMNS;
    assert!(depth.is_multiple_of(DEPTH) && codes.len() >= rows * depth && panel.len() == depth * COLUMNS);
    match kernel.0 {
        Isa::Portable => portable::product(codes, depth, panel, out),
        // SAFETY (all of them): a `Kernel` exists only for an instruction set that the processor has, and the lengths
        // that the kernels rely on were checked above.
        #[cfg(target_arch = "x86_64")]
        Isa::Avx2 => unsafe { avx2::product(codes, depth, panel, out) },
        #[cfg(target_arch = "x86_64")]
        Isa::AvxVnni => unsafe { avxvnni::product(codes, depth, panel, out) },
        #[cfg(target_arch = "x86_64")]
        Isa::Avx512Vnni => unsafe { avx512::product(codes, depth, panel, out) },
        #[cfg(target_arch = "x86_64")]
        Isa::Amx => unsafe { amx::product(codes, depth, panel, out) },
        #[cfg(target_arch = "aarch64")]
        Isa::NeonDot => unsafe { neon::product(codes, depth, panel, out) },
    }
}

#[cfg(test)]
mod tests;
