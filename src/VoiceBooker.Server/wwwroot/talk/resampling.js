// Changing the sample rate between the sound card (44100, 48000, ...) and the telephone (8000), band-limited by a windowed sinc.

const phases = 256;

/** A kernel at `phases` positions between two samples: rows of `taps` weights that sum to one. */
function kernel(taps, cutoff) {
  const rows = [];
  for (let phase = 0; phase <= phases; phase++) {
    const row = new Float32Array(taps);
    let sum = 0;
    for (let tap = 0; tap < taps; tap++) {
      const x = tap - (taps / 2 - 1) - phase / phases;
      const sinc = x === 0 ? 1 : Math.sin(Math.PI * cutoff * x) / (Math.PI * cutoff * x);
      const edge = x / (taps / 2);
      const window = Math.abs(edge) >= 1 ? 0 : 0.42 + 0.5 * Math.cos(Math.PI * edge) + 0.08 * Math.cos(2 * Math.PI * edge);
      row[tap] = sinc * window;
      sum += row[tap];
    }
    for (let tap = 0; tap < taps; tap++)
      row[tap] /= sum;
    rows.push(row);
  }
  return rows;
}

/** Takes samples at the sound card's rate, gives samples at 8000 a second; what a telephone cannot carry is taken out first. */
export class Downsampler {
  constructor(rate) {
    this.step = rate / 8000;
    this.taps = 2 * Math.ceil(20 * Math.max(1, this.step));
    this.rows = kernel(this.taps, Math.min(1, 7000 / rate)); // half power at 3.5 kHz
    this.held = new Float32Array(this.taps);
    this.position = 0; // where the next output lies, in input samples from the start of `held`
  }

  /** Feeds input; calls `give(sample)` for each output sample. */
  feed(input, give) {
    const all = new Float32Array(this.held.length + input.length);
    all.set(this.held);
    all.set(input, this.held.length);
    while (Math.floor(this.position) + this.taps <= all.length) {
      const first = Math.floor(this.position);
      const row = this.rows[Math.round((this.position - first) * phases)];
      let sum = 0;
      for (let tap = 0; tap < this.taps; tap++)
        sum += all[first + tap] * row[tap];
      give(sum);
      this.position += this.step;
    }
    const used = Math.min(Math.floor(this.position), all.length);
    this.held = all.slice(used);
    this.position -= used;
  }
}

const upTaps = 16;

/** Reads a queue of 8000-a-second samples at the sound card's rate. */
export class Upsampler {
  constructor(rate) {
    this.step = 8000 / rate;
    this.rows = kernel(upTaps, 1);
    this.recent = new Float32Array(upTaps);
    this.phase = 1; // at 1 the next sample of the queue is due
  }

  /** One output sample; `take()` gives the next sample of the queue (silence when it is empty). */
  next(take) {
    while (this.phase >= 1) {
      this.recent.copyWithin(0, 1);
      this.recent[upTaps - 1] = take();
      this.phase -= 1;
    }
    const row = this.rows[Math.round(this.phase * phases)];
    let sum = 0;
    for (let tap = 0; tap < upTaps; tap++)
      sum += this.recent[tap] * row[tap];
    this.phase += this.step;
    return sum;
  }

  /** Forgets the last few samples, so that nothing rings on after a clear. */
  reset() {
    this.recent.fill(0);
  }
}
