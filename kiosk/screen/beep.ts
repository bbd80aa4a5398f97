const TONE_HZ = 660;
const SECONDS = 0.25;
const VOLUME = 0.15;

/**
 * A soft tone, so that the question "more time?" reaches more than one sense. Silent where the browser allows
 * no sound: everything that is heard is on the screen too.
 */
export function beep(): void {
  try {
    const audio = new AudioContext();
    const tone = audio.createOscillator();
    const volume = audio.createGain();
    tone.frequency.value = TONE_HZ;
    volume.gain.setValueAtTime(VOLUME, audio.currentTime);
    volume.gain.exponentialRampToValueAtTime(0.001, audio.currentTime + SECONDS);
    tone.connect(volume).connect(audio.destination);
    tone.onended = () => void audio.close();
    tone.start();
    tone.stop(audio.currentTime + SECONDS);
    if (audio.state === 'suspended') void audio.close();
  } catch {
    // No audio device.
  }
}
