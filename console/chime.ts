const NOTES_HZ = [784, 988];
const NOTE_SECONDS = 0.22;
const VOLUME = 0.12;

/** Two soft notes when a kiosk rings. Silent where the browser allows no sound: the banner says the same. */
export function chime(): void {
  try {
    const audio = new AudioContext();
    NOTES_HZ.forEach((hz, index) => {
      const at = audio.currentTime + index * NOTE_SECONDS;
      const tone = audio.createOscillator();
      const volume = audio.createGain();
      tone.frequency.value = hz;
      volume.gain.setValueAtTime(VOLUME, at);
      volume.gain.exponentialRampToValueAtTime(0.001, at + NOTE_SECONDS);
      tone.connect(volume).connect(audio.destination);
      tone.start(at);
      tone.stop(at + NOTE_SECONDS);
    });
    setTimeout(() => void audio.close(), NOTES_HZ.length * NOTE_SECONDS * 1000 + 200);
  } catch {
    // No audio device.
  }
}
