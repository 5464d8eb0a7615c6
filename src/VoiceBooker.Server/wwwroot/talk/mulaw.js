// G.711 mu-law, one byte a sample, 8000 samples a second.

const bias = 0x84;
const clip = 32635;

/** One sample of -1..1 as a mu-law byte. */
export function encode(sample) {
  let value = Math.max(-clip, Math.min(clip, Math.round(sample * 32767)));
  const sign = value < 0 ? 0x80 : 0;
  value = Math.abs(value) + bias;
  let exponent = 7;
  for (let mask = 0x4000; exponent > 0 && (value & mask) === 0; mask >>= 1)
    exponent--;
  const mantissa = (value >> (exponent + 3)) & 0x0f;
  return ~(sign | (exponent << 4) | mantissa) & 0xff;
}

/** All 256 bytes as samples of -1..1. */
export const decoded = Float32Array.from({ length: 256 }, (_, byte) => {
  const bits = ~byte & 0xff;
  const magnitude = ((((bits & 0x0f) << 3) + bias) << ((bits >> 4) & 7)) - bias;
  return (bits & 0x80 ? -magnitude : magnitude) / 32768;
});
