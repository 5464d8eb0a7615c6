// The far end's playout buffer as the carrier keeps it: one queue of audio and marks. A mark is given back when all audio before it
// was played; at once when nothing is before it, or when the queue is cleared.

export class PlayoutQueue {
  /** @param {(name: string) => void} reached told of every mark given back */
  constructor(reached) {
    this.reached = reached;
    this.items = [];
    this.offset = 0; // samples already taken from the first piece
  }

  get empty() {
    return this.items.length === 0;
  }

  /** Appends samples. */
  add(samples) {
    if (samples.length > 0)
      this.items.push(samples);
  }

  /** Appends a mark. */
  mark(name) {
    if (this.empty)
      this.reached(name);
    else
      this.items.push(name);
  }

  /** Drops all audio; gives all marks back, in order. */
  clear() {
    const dropped = this.items;
    this.items = [];
    this.offset = 0;
    for (const item of dropped)
      if (typeof item === "string")
        this.reached(item);
  }

  /** The next sample, or silence. */
  take() {
    if (this.empty)
      return 0;
    const piece = this.items[0];
    const sample = piece[this.offset++];
    if (this.offset === piece.length) {
      this.items.shift();
      this.offset = 0;
      while (typeof this.items[0] === "string")
        this.reached(this.items.shift());
    }
    return sample;
  }
}
