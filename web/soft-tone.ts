const VOLUME = 0.14;

/**
 * Soft notes one after another, `seconds` each, for what must reach more than one sense. Silent where the
 * browser allows no sound or there is no device: whatever is heard stands on the screen too.
 */
export function softTone(notesHz: readonly number[], seconds: number): void {
  try {
    const audio = new AudioContext();
    notesHz.forEach((hz, index) => {
      const at = audio.currentTime + index * seconds;
      const tone = audio.createOscillator();
      const volume = audio.createGain();
      tone.frequency.value = hz;
      volume.gain.setValueAtTime(VOLUME, at);
      volume.gain.exponentialRampToValueAtTime(0.001, at + seconds);
      tone.connect(volume).connect(audio.destination);
      tone.start(at);
      tone.stop(at + seconds);
    });
    setTimeout(() => void audio.close(), notesHz.length * seconds * 1000 + 200);
  } catch {
    // No audio device.
  }
}
