// Runs on the browser's audio thread: the microphone becomes 20 ms frames of mu-law, and what came from the server is played.
// Without a microphone the frames are silence, so the call keeps its clock.

import { decoded, encode } from "./mulaw.js";
import { PlayoutQueue } from "./playout.js";
import { Downsampler, Upsampler } from "./resampling.js";

const frameSize = 160;

class LineProcessor extends AudioWorkletProcessor {
  constructor() {
    super();
    this.down = new Downsampler(sampleRate);
    this.up = new Upsampler(sampleRate);
    this.queue = new PlayoutQueue(name => this.port.postMessage({ mark: name }));
    this.take = () => this.queue.take();
    this.frame = new Uint8Array(frameSize);
    this.filled = 0;
    this.loudest = 0;
    this.muted = false;
    this.open = true;
    this.speaking = false;
    this.port.onmessage = ({ data }) => this.told(data);
  }

  told(message) {
    if (message.audio)
      this.queue.add(Float32Array.from(message.audio, byte => decoded[byte]));
    else if (message.mark !== undefined)
      this.queue.mark(message.mark);
    else if (message.clear) {
      this.queue.clear();
      this.up.reset();
    } else if (message.muted !== undefined)
      this.muted = message.muted;
    else if (message.end)
      this.open = false;
  }

  process(inputs, outputs) {
    const [first, ...others] = outputs[0];
    const speaking = !this.queue.empty;
    for (let i = 0; i < first.length; i++)
      first[i] = this.up.next(this.take);
    for (const channel of others)
      channel.set(first);
    if (speaking !== this.speaking)
      this.port.postMessage({ speaking });
    this.speaking = speaking;

    this.down.feed(this.muted ? new Float32Array(first.length) : mono(inputs[0], first.length), sample => this.collect(sample));
    return this.open;
  }

  collect(sample) {
    this.loudest = Math.max(this.loudest, Math.abs(sample));
    this.frame[this.filled++] = encode(sample);
    if (this.filled < frameSize)
      return;
    this.port.postMessage({ frame: this.frame, level: this.loudest }, [this.frame.buffer]);
    this.frame = new Uint8Array(frameSize);
    this.filled = 0;
    this.loudest = 0;
  }
}

/** All channels of the microphone as one; silence when there is none. */
function mono(channels, length) {
  if (channels?.length === 1)
    return channels[0];
  const mixed = new Float32Array(length);
  for (const channel of channels ?? [])
    for (let i = 0; i < length; i++)
      mixed[i] += channel[i] / channels.length;
  return mixed;
}

registerProcessor("line", LineProcessor);
