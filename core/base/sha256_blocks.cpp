// SPDX-License-Identifier: Apache-2.0
#include "core/base/sha256_blocks.h"

#if defined(__x86_64__)
#    include <cpuid.h>
#    include <immintrin.h>
#endif

namespace remit {

#if defined(__x86_64__)

namespace {

/// Fractions of the cube roots of the first 64 primes.
alignas(16) constexpr std::uint32_t kRounds[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

bool detectInstructions()
{
    constexpr unsigned kSse41 = 1U << 19U; // leaf 1, ecx
    constexpr unsigned kSha = 1U << 29U;   // leaf 7, ebx
    unsigned a = 0;
    unsigned b = 0;
    unsigned c = 0;
    unsigned d = 0;
    if (__get_cpuid(1, &a, &b, &c, &d) == 0 || (c & kSse41) == 0)
        return false;
    return __get_cpuid_count(7, 0, &a, &b, &c, &d) != 0 && (b & kSha) != 0;
}

} // namespace

bool hasSha256Instructions()
{
    static const bool has = detectInstructions();
    return has;
}

/// The names of the halves are those of the instructions: a b e f and c d g h.
__attribute__((target("sha,sse4.1"))) void
sha256Blocks(std::uint32_t (&state)[8], const unsigned char* blocks, std::size_t count)
{
    const __m128i order = _mm_set_epi64x(0x0c0d0e0f08090a0bLL, 0x0405060700010203LL);
    auto* words = reinterpret_cast<__m128i*>(state);
    const __m128i badc = _mm_shuffle_epi32(_mm_loadu_si128(words), 0xB1);
    const __m128i hgfe = _mm_shuffle_epi32(_mm_loadu_si128(words + 1), 0x1B);
    __m128i abef = _mm_unpacklo_epi64(_mm_unpackhi_epi64(hgfe, hgfe), badc);
    __m128i cdgh = _mm_blend_epi16(hgfe, badc, 0xF0);
    for (; count > 0; --count, blocks += 64) {
        const __m128i abefBefore = abef;
        const __m128i cdghBefore = cdgh;
        __m128i schedule[4];
        for (int i = 0; i < 4; ++i)
            schedule[i] = _mm_shuffle_epi8(
                _mm_loadu_si128(reinterpret_cast<const __m128i*>(blocks) + i), order);
        for (int i = 0; i < 16; ++i) { // four rounds each
            __m128i& now = schedule[i & 3];
            const __m128i next3 = schedule[(i + 3) & 3];
            __m128i message =
                _mm_add_epi32(now, _mm_load_si128(reinterpret_cast<const __m128i*>(kRounds) + i));
            cdgh = _mm_sha256rnds2_epu32(cdgh, abef, message);
            message = _mm_shuffle_epi32(message, 0x0E);
            abef = _mm_sha256rnds2_epu32(abef, cdgh, message);
            if (i >= 12)
                continue;
            const __m128i moved = _mm_shuffle_epi32(
                _mm_blend_epi16(schedule[(i + 2) & 3], next3, 0x03), 0x39); // one word on
            const __m128i early =
                _mm_add_epi32(_mm_sha256msg1_epu32(now, schedule[(i + 1) & 3]), moved);
            now = _mm_sha256msg2_epu32(early, next3);
        }
        abef = _mm_add_epi32(abef, abefBefore);
        cdgh = _mm_add_epi32(cdgh, cdghBefore);
    }
    const __m128i feba = _mm_shuffle_epi32(abef, 0x1B);
    const __m128i dchg = _mm_shuffle_epi32(cdgh, 0xB1);
    _mm_storeu_si128(words, _mm_blend_epi16(feba, dchg, 0xF0));
    _mm_storeu_si128(words + 1, _mm_unpacklo_epi64(_mm_unpackhi_epi64(feba, feba), dchg));
}

#else

bool hasSha256Instructions()
{
    return false;
}

void sha256Blocks(std::uint32_t (&)[8], const unsigned char*, std::size_t) {}

#endif

} // namespace remit
