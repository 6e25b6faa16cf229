//! AMX: the tile unit multiplies 16 rows by 16 columns, 64 deep, in one instruction.
//!
//! Rust has no stable intrinsics for it yet, so the instructions stand here as assembly. The operating system must grant
//! a process the tiles' state first ([`granted`] asks Linux to); the tile registers are configured before the products of a
//! layer and released after them ([`Tiles`]), so that nothing is left behind.

use super::{COLUMNS, avx512};
use std::arch::asm;
use std::marker::PhantomData;
use std::sync::OnceLock;

/// True when the processor has AMX for bytes and the operating system grants its state.
pub(crate) fn granted() -> bool {
    static GRANTED: OnceLock<bool> = OnceLock::new();
    *GRANTED.get_or_init(|| cfg!(target_os = "linux") && has_tiles() && ask_linux())
}

/// CPUID leaf 7: bit 24 of EDX is AMX-TILE, bit 25 AMX-INT8.
fn has_tiles() -> bool {
    let leaf = std::arch::x86_64::__cpuid_count(7, 0);
    std::arch::x86_64::__cpuid(0).eax >= 7 && leaf.edx >> 24 & 3 == 3
}

/// `arch_prctl(ARCH_REQ_XCOMP_PERM, XFEATURE_XTILEDATA)`, without which the first tile instruction is a fault.
fn ask_linux() -> bool {
    let mut result: isize = 158; // the call's number
    // SAFETY: a system call that takes two numbers, touches no memory of ours, and changes nothing but the permission;
    // the kernel clobbers rcx and r11.
    unsafe {
        asm!("syscall", inlateout("rax") result, in("rdi") 0x1023, in("rsi") 18, out("rcx") _, out("r11") _,
            options(nostack));
    }
    result == 0
}

/// What `ldtilecfg` reads: the shape of each tile register.
#[repr(C, align(64))]
struct Shapes {
    palette: u8,
    start: u8,
    reserved: [u8; 14],
    /// Bytes of a row, tile by tile.
    widths: [u16; 16],
    /// Rows, tile by tile.
    rows: [u8; 16],
}

/// Tiles 0 to 3 hold sums, 4 and 5 codes, 6 and 7 weights; all are as large as they get.
static FULL: Shapes = Shapes {
    palette: 1,
    start: 0,
    reserved: [0; 14],
    widths: [64, 64, 64, 64, 64, 64, 64, 64, 0, 0, 0, 0, 0, 0, 0, 0],
    rows: [16, 16, 16, 16, 16, 16, 16, 16, 0, 0, 0, 0, 0, 0, 0, 0],
};

/// The tile registers, configured for this thread until this is dropped.
pub(crate) struct Tiles(PhantomData<*const ()>);

impl Tiles {
    /// # Safety
    /// The processor has AMX and the operating system has granted it. No other `Tiles` of this thread exists: the end of either
    /// takes the registers from both.
    pub(crate) unsafe fn configure() -> Self {
        // SAFETY: `FULL` is a valid configuration of 64 bytes.
        unsafe { asm!("ldtilecfg [{}]", in(reg) &raw const FULL, options(nostack)) };
        Self(PhantomData)
    }
}

impl Drop for Tiles {
    fn drop(&mut self) {
        // SAFETY: frees the registers that were configured when this was made.
        unsafe { asm!("tilerelease", options(nostack)) };
    }
}

/// See [`super::products_i8`], which checks the lengths.
///
/// # Safety
/// `codes` holds `out.len() / COLUMNS` rows of `depth` codes, `panel` `depth * COLUMNS` weights; a [`Tiles`] of this thread exists.
#[target_feature(enable = "avx512f,avx512vnni")]
pub(crate) unsafe fn product(codes: &[u8], depth: usize, panel: &[i8], out: &mut [i32]) {
    let rows = out.len() / COLUMNS;
    if rows < 16 {
        // SAFETY: as this function's own.
        unsafe { avx512::product(codes, depth, panel, out) };
        return;
    }
    let mut row = 0;
    while row < rows {
        let left = rows - row;
        // What is less than a tile reaches back over rows that are done, and gives them the same sums again.
        let (high, from) =
            if left > 16 && rows >= 32 { (32, row.min(rows - 32)) } else { (16, row.min(rows - 16)) };
        // SAFETY: `high` rows of codes and of sums exist from `from` on.
        unsafe {
            let (a, c) = (codes.as_ptr().add(from * depth), out.as_mut_ptr().add(from * COLUMNS));
            if high == 32 {
                two_by_two(a, depth, panel.as_ptr(), c);
            } else {
                one_by_two(a, depth, panel.as_ptr(), c);
            }
        }
        row = from + high;
    }
}

/// 32 rows by 32 columns, as two by two tiles.
///
/// # Safety
/// `a` points to 32 rows of `depth` codes, `b` to a panel, `c` to 32 rows of [`COLUMNS`] sums; the tiles are configured.
unsafe fn two_by_two(a: *const u8, depth: usize, b: *const i8, c: *mut i32) {
    // SAFETY: each `tileloadd` reads 16 rows of 64 bytes: of the codes `depth` apart, of the panel 128 (16 columns of 32,
    // 4 bytes each); `depth` is a multiple of 64. Each `tilestored` writes 16 rows of 16 sums, 128 bytes apart.
    unsafe {
        asm!(
            "tilezero tmm0",
            "tilezero tmm1",
            "tilezero tmm2",
            "tilezero tmm3",
            "2:",
            "tileloadd tmm6, [{b} + {wide}]",
            "tileloadd tmm4, [{a} + {depth}]",
            "tileloadd tmm7, [{b} + {wide} + 64]",
            "tdpbusd tmm0, tmm4, tmm6",
            "tileloadd tmm5, [{low} + {depth}]",
            "tdpbusd tmm1, tmm4, tmm7",
            "tdpbusd tmm2, tmm5, tmm6",
            "tdpbusd tmm3, tmm5, tmm7",
            "add {a}, 64",
            "add {low}, 64",
            "add {b}, 2048",
            "dec {steps}",
            "jnz 2b",
            "tilestored [{c} + {wide}], tmm0",
            "tilestored [{c} + {wide} + 64], tmm1",
            "tilestored [{c} + {wide} + 2048], tmm2",
            "tilestored [{c} + {wide} + 2112], tmm3",
            a = inout(reg) a => _,
            low = inout(reg) a.add(16 * depth) => _,
            b = inout(reg) b => _,
            steps = inout(reg) depth / 64 => _,
            c = in(reg) c,
            depth = in(reg) depth,
            wide = in(reg) 128_usize,
            out("tmm0") _, out("tmm1") _, out("tmm2") _, out("tmm3") _,
            out("tmm4") _, out("tmm5") _, out("tmm6") _, out("tmm7") _,
            options(nostack),
        );
    }
}

/// 16 rows by 32 columns.
///
/// # Safety
/// `a` points to 16 rows of `depth` codes, `b` to a panel, `c` to 16 rows of [`COLUMNS`] sums; the tiles are configured.
unsafe fn one_by_two(a: *const u8, depth: usize, b: *const i8, c: *mut i32) {
    // SAFETY: as in `two_by_two`, with half the rows.
    unsafe {
        asm!(
            "tilezero tmm0",
            "tilezero tmm1",
            "2:",
            "tileloadd tmm6, [{b} + {wide}]",
            "tileloadd tmm4, [{a} + {depth}]",
            "tileloadd tmm7, [{b} + {wide} + 64]",
            "tdpbusd tmm0, tmm4, tmm6",
            "tdpbusd tmm1, tmm4, tmm7",
            "add {a}, 64",
            "add {b}, 2048",
            "dec {steps}",
            "jnz 2b",
            "tilestored [{c} + {wide}], tmm0",
            "tilestored [{c} + {wide} + 64], tmm1",
            a = inout(reg) a => _,
            b = inout(reg) b => _,
            steps = inout(reg) depth / 64 => _,
            c = in(reg) c,
            depth = in(reg) depth,
            wide = in(reg) 128_usize,
            out("tmm0") _, out("tmm1") _, out("tmm4") _, out("tmm6") _, out("tmm7") _,
            options(nostack),
        );
    }
}
