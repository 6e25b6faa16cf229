//! What these cores can do at most: loops of nothing but the instruction that a kernel lives on, all operands in registers.
//!
//! A multiply-add counts as two operations. The loops are assembly, because a compiler would rightly see that their results
//! are never used.

/// One loop's name and speed.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub struct Limit {
    /// Number format and instruction.
    pub name: String,
    /// Billions of operations a second, all threads together.
    pub gops: f64,
}

/// Measures every loop that the processor has, on `threads` threads at once.
pub fn measure(threads: usize) -> Vec<Limit> {
    #[cfg(target_arch = "x86_64")]
    return x86::loops()
        .into_iter()
        .map(|l| Limit { name: l.name.into(), gops: x86::speed(&l, threads) / 1e9 })
        .collect();
    #[cfg(not(target_arch = "x86_64"))]
    {
        let _ = threads;
        Vec::new()
    }
}

#[cfg(target_arch = "x86_64")]
mod x86 {
    use std::arch::asm;
    use std::arch::x86_64::__cpuid_count;
    use std::time::Instant;

    pub struct Loop {
        pub name: &'static str,
        /// Operations that one turn of the loop does.
        operations: u64,
        turns: unsafe fn(u64),
    }

    pub fn loops() -> Vec<Loop> {
        let mut all = Vec::new();
        let mut add = |has: bool, name, operations, turns| {
            if has {
                all.push(Loop { name, operations, turns });
            }
        };
        let avx2 = is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma");
        let avx512 = is_x86_feature_detected!("avx512bw");
        let vnni = is_x86_feature_detected!("avx512vnni") && is_x86_feature_detected!("avx512vl");
        add(avx2, "f32, FMA of 256 bits", 10 * 8 * 2, fma_256 as unsafe fn(u64));
        add(avx512, "f32, FMA of 512 bits", 10 * 16 * 2, fma_512);
        add(avx2, "int8, maddubs of 256 bits, each widened", 10 * 32 * 2, maddubs_each);
        add(avx2, "int8, maddubs of 256 bits, four products summed in 16 bits", 10 * 64 * 2, maddubs_four);
        add(vnni, "int8, vpdpbusd of 256 bits", 10 * 32 * 2, vnni_256);
        add(vnni, "int8, vpdpbusd of 512 bits", 10 * 64 * 2, vnni_512);
        add(amx(), "int8, AMX tdpbusd", 4 * 16 * 16 * 64 * 2, amx_int8);
        all
    }

    /// The best of a few short runs: a limit is what the machine reaches undisturbed.
    pub fn speed(l: &Loop, threads: usize) -> f64 {
        let run = |turns: u64| {
            let start = Instant::now();
            std::thread::scope(|scope| {
                for _ in 0..threads {
                    // SAFETY: `loops` lists only what the processor has.
                    scope.spawn(move || unsafe { (l.turns)(turns) });
                }
            });
            start.elapsed().as_secs_f64()
        };
        let trial = 1_000_000;
        run(trial);
        let turns = (trial as f64 * 0.06 / run(trial)) as u64;
        let best = (0..3).map(|_| run(turns)).fold(f64::INFINITY, f64::min);
        threads as f64 * (turns * l.operations) as f64 / best
    }

    /// A loop over `$body` for each of ten accumulators; all named registers start as zeros.
    macro_rules! turns {
        ($name:ident, $features:literal, $($body:literal),+) => {
            #[target_feature(enable = $features)]
            unsafe fn $name(turns: u64) {
                // SAFETY: registers only; each one that is written is named.
                unsafe {
                    asm!(
                        ".irp i,0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15",
                        "vpxor xmm\\i, xmm\\i, xmm\\i",
                        ".endr",
                        "2:",
                        ".irp i,0,1,2,3,4,5,6,7,8,9",
                        $($body,)+
                        ".endr",
                        "dec {n}",
                        "jnz 2b",
                        n = inout(reg) turns => _,
                        out("xmm0") _, out("xmm1") _, out("xmm2") _, out("xmm3") _,
                        out("xmm4") _, out("xmm5") _, out("xmm6") _, out("xmm7") _,
                        out("xmm8") _, out("xmm9") _, out("xmm10") _, out("xmm11") _,
                        out("xmm12") _, out("xmm13") _, out("xmm14") _, out("xmm15") _,
                        options(nomem, nostack),
                    );
                }
            }
        };
    }

    turns!(fma_256, "avx2,fma", "vfmadd231ps ymm\\i, ymm14, ymm15");
    turns!(fma_512, "avx512f", "vfmadd231ps zmm\\i, zmm14, zmm15");
    turns!(
        maddubs_each,
        "avx2",
        "vpmaddubsw ymm12, ymm14, ymm15",
        "vpmaddwd ymm12, ymm12, ymm13",
        "vpaddd ymm\\i, ymm\\i, ymm12"
    );
    turns!(
        maddubs_four,
        "avx2",
        "vpmaddubsw ymm12, ymm14, ymm15",
        "vpmaddubsw ymm11, ymm14, ymm15",
        "vpaddw ymm12, ymm12, ymm11",
        "vpmaddwd ymm12, ymm12, ymm13",
        "vpaddd ymm\\i, ymm\\i, ymm12"
    );
    turns!(vnni_256, "avx512vnni,avx512vl", "vpdpbusd ymm\\i, ymm14, ymm15");
    turns!(vnni_512, "avx512vnni", "vpdpbusd zmm\\i, zmm14, zmm15");

    /// True where the processor has AMX for bytes and the system lets this process use it.
    fn amx() -> bool {
        const AMX_INT8: u32 = 1 << 25;
        const ARCH_REQ_XCOMP_PERM: libc::c_long = 0x1023;
        const XFEATURE_XTILEDATA: libc::c_long = 18;
        if __cpuid_count(7, 0).edx & AMX_INT8 == 0 {
            return false;
        }
        // SAFETY: the call asks for a permission and touches no memory of ours.
        cfg!(target_os = "linux")
            && unsafe { libc::syscall(libc::SYS_arch_prctl, ARCH_REQ_XCOMP_PERM, XFEATURE_XTILEDATA) } == 0
    }

    unsafe fn amx_int8(turns: u64) {
        // Palette 1: eight tiles of 16 rows of 64 bytes.
        let mut config = [0u8; 64];
        config[0] = 1;
        for tile in 0..8 {
            config[16 + 2 * tile] = 64;
            config[48 + tile] = 16;
        }
        // SAFETY: tiles hold no memory of ours; the configuration is read before the loop.
        unsafe {
            asm!(
                "ldtilecfg [{config}]",
                ".irp i,0,1,2,3,4,5,6,7",
                "tilezero tmm\\i",
                ".endr",
                "2:",
                "tdpbusd tmm0, tmm4, tmm6",
                "tdpbusd tmm1, tmm4, tmm7",
                "tdpbusd tmm2, tmm5, tmm6",
                "tdpbusd tmm3, tmm5, tmm7",
                "dec {n}",
                "jnz 2b",
                "tilerelease",
                config = in(reg) config.as_ptr(),
                n = inout(reg) turns => _,
                options(nostack),
            );
        }
    }
}
