// The little that the console's pages ask of the browser.

/** The browser's IANA zone. */
export function zone() {
  return Intl.DateTimeFormat().resolvedOptions().timeZone ?? null;
}

/** Plays a recording from a place, in seconds. */
export function playFrom(audio, seconds) {
  const play = () => {
    audio.currentTime = seconds;
    audio.play();
  };
  if (audio.readyState > 0)
    play();
  else {
    audio.addEventListener("loadedmetadata", play, { once: true });
    audio.load();
  }
}
