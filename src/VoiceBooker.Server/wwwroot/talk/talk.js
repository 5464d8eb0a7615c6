// The softphone's page.

import { SoftphoneCall } from "./call.js";

const page = document.getElementById("softphone");
const part = name => page.querySelector(`[data-part="${name}"]`);
const ui = Object.fromEntries(
  ["setup", "incall", "start", "typeonly", "assistant", "number", "status", "problem", "elapsed", "captions", "expects", "level", "mute", "hangup", "keys", "typing", "words", "after"]
    .map(name => [name, part(name)]));

const hints = {
  yesno: "Listening: yes or no. Keys: 1 for yes, 2 for no.",
  choice: "Listening: which one? The keys 1, 2 and 3 work too.",
  when: "Listening: a day or a time.",
  name: "Listening: a name. Spelling it helps.",
  email: "Listening: an e-mail address. Typing it is surest.",
  digits: "Listening: digits. The keys work too.",
  zone: "Listening: a city or a time zone.",
};

let call = null;
let audio = null; // { context, node, stream }
let startedAt = 0;
let clock = 0;

ui.start.addEventListener("click", () => begin(false));
ui.typeonly.addEventListener("click", () => begin(true));
ui.hangup.addEventListener("click", () => call?.hangUp());
ui.mute.addEventListener("click", () => {
  const muted = ui.mute.getAttribute("aria-pressed") !== "true";
  ui.mute.setAttribute("aria-pressed", String(muted));
  ui.mute.textContent = muted ? "Unmute" : "Mute";
  call?.mute(muted);
});
ui.keys.addEventListener("click", event => {
  const digit = event.target.closest("button")?.dataset.digit;
  if (!digit || !call)
    return;
  call.press(digit);
  line("you keys", digit);
});
ui.typing.addEventListener("submit", event => {
  event.preventDefault();
  const words = ui.words.value.trim();
  if (!words || !call)
    return;
  call.type(words);
  line("you", words);
  ui.words.value = "";
  ui.words.focus();
});
addEventListener("pagehide", () => call?.hangUp());

async function begin(typed) {
  problem("");
  ui.after.hidden = true;
  ui.start.disabled = ui.typeonly.disabled = true;
  try {
    if (!typed)
      audio = await openAudio(); // before the ticket, which is good for a minute only: people take their time to answer the browser
    status("Calling…");
    const ticket = await mint(typed);
    ui.captions.replaceChildren();
    page.dataset.call = ticket.callId;
    call = new SoftphoneCall(ticket, {
      opened: () => connected(typed),
      caption: phrase,
      reached: mark => find(mark)?.classList.remove("pending"),
      cleared: () => cutOff(),
      listening: expects => {
        ui.captions.lastElementChild?.setAttribute("data-done", ""); // what comes next is another answer
        listening(hints[String(expects).toLowerCase()] ?? "Listening…");
      },
      said: (text, by) => by === "voice" && line("you", text),
      level: level => ui.level.style.setProperty("--level", Math.min(1, level * 2.5).toFixed(2)),
      speaking: speaking => speaking && listening("Speaking…"),
      ended,
    });
    call.open(audio?.node ?? null);
  } catch (error) {
    call = null;
    closeAudio();
    ui.start.disabled = ui.typeonly.disabled = false;
    status("");
    problem(error instanceof Told ? error.message : "The call could not be started. Reload the page and try again.");
    if (!(error instanceof Told))
      console.error(error);
  }
}

class Told extends Error { }

async function mint(typed) {
  let answer;
  try {
    answer = await fetch("/talk/token", {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Form-Token": page.dataset.formToken },
      body: JSON.stringify({ mode: typed ? "text" : "audio", assistantId: ui.assistant.value || null, callerNumber: ui.number.value.trim() || null }),
    });
  } catch {
    throw new Told("The server does not answer. Is it still running?");
  }
  if (answer.ok)
    return answer.json();
  if (answer.status === 401)
    throw new Told("You are signed out. Reload the page and sign in again.");
  const reason = (await answer.json().catch(() => null))?.detail;
  throw new Told(reason ?? `The server refused the call (${answer.status}). Reload the page and try again.`);
}

async function openAudio() {
  // Made at once, while the click still counts as the reader's wish to hear something.
  const Context = window.AudioContext ?? window.webkitAudioContext;
  if (!Context)
    throw new Told("This browser cannot play a call's audio. Use \u201cType only\u201d.");
  const context = new Context({ latencyHint: "interactive" });
  if (!context.audioWorklet)
    throw new Told("Browsers allow audio only on HTTPS or on localhost. Open this page there, or use \u201cType only\u201d.");
  status("Waiting for the microphone…");
  const stream = await openMicrophone();
  await context.audioWorklet.addModule("/talk/line-worklet.js");
  const node = new AudioWorkletNode(context, "line", { numberOfInputs: 1, numberOfOutputs: 1, outputChannelCount: [1] });
  if (stream)
    context.createMediaStreamSource(stream).connect(node);
  node.connect(context.destination);
  await context.resume();
  return { context, node, stream };
}

async function openMicrophone() {
  try {
    return await navigator.mediaDevices.getUserMedia({ audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true, channelCount: 1 } });
  } catch (error) {
    problem(error.name === "NotFoundError"
      ? "No microphone was found. You hear the call and can type or press keys."
      : "The browser gave no access to the microphone. You hear the call and can type or press keys. To talk, allow the microphone for this page and call again.");
    return null;
  }
}

function connected(typed) {
  startedAt = performance.now();
  clock = setInterval(tick, 500);
  tick();
  status(typed ? "Connected, typing only" : audio.stream ? "Connected" : "Connected, without a microphone");
  ui.setup.hidden = true;
  ui.incall.hidden = false;
  ui.mute.hidden = ui.level.hidden = typed || !audio.stream;
  ui.mute.setAttribute("aria-pressed", "false");
  ui.mute.textContent = "Mute";
  ui.words.focus();
}

function ended(how) {
  clearInterval(clock);
  const was = call;
  call = null;
  closeAudio();
  listening("");
  ui.setup.hidden = false;
  ui.incall.hidden = true;
  ui.start.disabled = ui.typeonly.disabled = false;
  if (how === "refused") {
    status("");
    problem("The server did not take the call. It may be restarting; try again in a moment.");
    return;
  }
  status(how === "hung-up" ? "You hung up." : "The call has ended.");
  if (how === "lost")
    problem("The connection to the server broke off. What was said so far is on record.");
  cutOff();
  ui.after.querySelector("a").href = `/calls/${was.ticket.callId}`;
  ui.after.hidden = false;
}

function closeAudio() {
  audio?.stream?.getTracks().forEach(track => track.stop());
  audio?.context.close();
  audio = null;
}

function line(kind, text) {
  const item = document.createElement("li");
  item.className = kind;
  item.textContent = text;
  ui.captions.append(item);
  ui.captions.scrollTop = ui.captions.scrollHeight;
  return item;
}

/** The phrases of one answer stand in one bubble, each grey until it was heard. */
function phrase(mark, text) {
  const last = ui.captions.lastElementChild;
  const again = [...(last?.querySelectorAll(".unheard") ?? [])].find(words => words.textContent === text.trim());
  if (again) { // a cough stopped it; the assistant goes on from there
    again.className = "pending";
    again.dataset.mark = mark;
    return;
  }
  const bubble = last?.matches(".bot:not([data-done])") && !last.querySelector(".unheard") ? last : line("bot", "");
  const words = document.createElement("span");
  words.className = "pending";
  words.dataset.mark = mark;
  words.textContent = text.trim();
  bubble.append(words, " ");
  ui.captions.scrollTop = ui.captions.scrollHeight;
}

function cutOff() {
  ui.captions.querySelectorAll(".pending").forEach(words => words.classList.replace("pending", "unheard"));
}

const find = mark => [...ui.captions.querySelectorAll("span")].find(words => words.dataset.mark === mark);

function tick() {
  const seconds = Math.floor((performance.now() - startedAt) / 1000);
  ui.elapsed.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

function listening(text) {
  ui.expects.textContent = text;
}

function status(text) {
  ui.status.textContent = text;
}

function problem(text) {
  ui.problem.textContent = text;
  ui.problem.hidden = text === "";
}

page.dataset.ready = "true";
