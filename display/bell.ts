const NOTES_HZ = [660, 880, 660, 880];
const NOTE_SECONDS = 0.45;
const VOLUME = 0.5;
const BUZZ_MS = [400, 200, 400, 200, 800];

/** What makes a phone be noticed when its number is called. */
export type Bell = {
  /** Switches the tone on, within a touch, and sounds it once as a proof. */
  arm: () => void;
  readonly armed: boolean;
  /** Buzzes where the phone can, and sounds when the bell is armed. */
  ring: () => void;
};

/**
 * A phone sounds only through a context that a touch has opened, so one is kept from the touch on: a new one at
 * the time of the call would stay mute (WebKit). Whatever a phone does not have is left out; the page says it all.
 */
export function openBell(): Bell {
  let audio: AudioContext | null = null;
  let touched = false;
  document.addEventListener('click', () => {
    touched = true;
  });
  const sound = (notes: number): void => {
    if (audio === null) return;
    const { currentTime } = audio;
    for (const [index, hz] of NOTES_HZ.slice(0, notes).entries())
      note(audio, hz, currentTime + index * NOTE_SECONDS);
  };
  return {
    arm() {
      audio = audio ?? openAudio();
      // A refusal leaves the bell silent; the next touch asks again.
      audio?.resume().catch(() => undefined);
      sound(2);
    },
    get armed() {
      return audio !== null;
    },
    ring() {
      // Before the first touch browsers refuse to buzz.
      if (touched) buzz();
      sound(NOTES_HZ.length);
    },
  };
}

function openAudio(): AudioContext | null {
  return typeof AudioContext === 'function' ? new AudioContext() : null;
}

/** Some browsers have no such thing, some forbid it in a page. */
function buzz(): void {
  try {
    navigator.vibrate?.(BUZZ_MS);
  } catch {
    // The number on the page is enough.
  }
}

function note(audio: AudioContext, hz: number, at: number): void {
  const tone = audio.createOscillator();
  const volume = audio.createGain();
  tone.frequency.value = hz;
  volume.gain.setValueAtTime(VOLUME, at);
  volume.gain.exponentialRampToValueAtTime(0.001, at + NOTE_SECONDS);
  tone.connect(volume);
  volume.connect(audio.destination);
  tone.start(at);
  tone.stop(at + NOTE_SECONDS);
}
