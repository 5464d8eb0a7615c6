// One call of the softphone: Media Streams as a carrier speaks them, from the far end, over one WebSocket.

const subProtocol = "voicebooker.softphone";
const mostThinkingMs = 3000;

export class SoftphoneCall {
  /**
   * @param ticket what POST /talk/token gave
   * @param tell functions the page is told by: opened, caption, reached, cleared, listening, said, level, speaking, ended
   */
  constructor(ticket, tell) {
    this.ticket = ticket;
    this.tell = tell;
    this.streamSid = "MZ" + [...crypto.getRandomValues(new Uint8Array(16))].map(byte => byte.toString(16).padStart(2, "0")).join("");
    this.sequence = 0;
    this.chunk = 0;
    this.opened = false;
    this.over = false;
    this.line = null; // the audio worklet's port; null on a typed call
  }

  /** Opens the socket. `line` is the AudioWorkletNode that plays and records; null: words only. */
  open(line) {
    const url = new URL(this.ticket.url);
    url.protocol = location.protocol === "https:" ? "wss:" : "ws:";
    url.host = location.host; // the page's own server, whatever name it knows itself by
    this.socket = new WebSocket(url, [subProtocol, this.ticket.token]);
    this.socket.onopen = () => this.#begin(line);
    this.socket.onmessage = ({ data }) => this.#received(JSON.parse(data));
    this.socket.onclose = ({ code }) => this.#end(this.opened ? (code === 1000 || code === 1001 || code === 1005 ? "ended" : "lost") : "refused");
  }

  /** Typed words: a whole turn of the caller. */
  type(text) {
    this.#passTime();
    this.#send({ event: "text", text: { text } });
  }

  /** One key of the telephone. */
  press(digit) {
    this.#passTime();
    this.#send({ event: "dtmf", dtmf: { track: "inbound_track", digit } });
  }

  mute(muted) {
    this.line?.port.postMessage({ muted });
  }

  hangUp() {
    if (this.socket?.readyState === WebSocket.OPEN) {
      this.#send({ event: "stop", stop: { accountSid: this.ticket.accountSid, callSid: this.ticket.callSid } });
      this.socket.close(1000);
    } else {
      this.socket?.close();
    }
    this.#end("hung-up");
  }

  /** A typed call's clock stands still until it is told to move: it follows the wall, but never so far that a slow typist counts as silent. */
  #passTime() {
    const now = performance.now();
    const ms = Math.round(Math.min(now - this.movedAt, mostThinkingMs));
    this.movedAt = now;
    if (!this.line && ms > 0)
      this.#send({ event: "wait", wait: { ms } });
  }

  #begin(line) {
    this.opened = true;
    this.movedAt = performance.now();
    this.socket.send(JSON.stringify({ event: "connected", protocol: "Call", version: "1.0.0" }));
    this.#send({
      event: "start",
      start: {
        streamSid: this.streamSid,
        accountSid: this.ticket.accountSid,
        callSid: this.ticket.callSid,
        tracks: ["inbound"],
        mediaFormat: { encoding: "audio/x-mulaw", sampleRate: 8000, channels: 1 },
        customParameters: { callId: this.ticket.callId, token: this.ticket.token },
      },
    });
    this.line = line;
    if (line)
      line.port.onmessage = ({ data }) => this.#fromLine(data);
    this.tell.opened();
  }

  #fromLine(message) {
    if (this.over)
      return;
    if (message.frame) {
      const timestamp = String(this.chunk * 20);
      this.#send({ event: "media", media: { track: "inbound", chunk: String(++this.chunk), timestamp, payload: btoa(String.fromCharCode(...message.frame)) } });
      this.tell.level(message.level);
    } else if (message.mark !== undefined) {
      this.#reached(message.mark);
    } else if (message.speaking !== undefined) {
      this.tell.speaking(message.speaking);
    }
  }

  #received(message) {
    switch (message.event) {
      case "media":
        this.line?.port.postMessage({ audio: Uint8Array.from(atob(message.media.payload), letter => letter.charCodeAt(0)) });
        break;
      case "mark":
        if (this.line)
          this.line.port.postMessage({ mark: message.mark.name });
        else
          this.#reached(message.mark.name); // shown is heard
        break;
      case "clear":
        this.line?.port.postMessage({ clear: true });
        this.tell.cleared();
        break;
      case "caption":
        this.tell.caption(message.caption.mark, message.caption.text);
        break;
      case "listening":
        this.tell.listening(message.listening.expects, message.listening.digits);
        break;
      case "said":
        this.tell.said(message.said.text, message.said.by);
        break;
    }
  }

  #reached(name) {
    this.#send({ event: "mark", mark: { name } });
    this.tell.reached(name);
  }

  #send(message) {
    if (this.socket?.readyState !== WebSocket.OPEN)
      return;
    this.socket.send(JSON.stringify({ event: message.event, sequenceNumber: String(++this.sequence), streamSid: this.streamSid, ...message }));
  }

  #end(how) {
    if (this.over)
      return;
    this.over = true;
    this.line?.port.postMessage({ end: true });
    this.tell.ended(how);
  }
}
