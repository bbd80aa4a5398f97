import { useRef, useState } from 'preact/hooks';
import type { VoiceLine, VoicePack } from '../../core/wire/voice-setup.ts';

/** The sound of one clip at a time. Nothing is found right that was not heard to its end. */
export type ClipSound = {
  /** Whether this clip has come to its end once. */
  isOut: boolean;
  /** Whether this machine plays nothing. */
  isSilent: boolean;
  begin: (line: VoiceLine) => void;
  again: (line: VoiceLine) => void;
};

const soundOf = (pack: VoicePack, { token, sha256 }: VoiceLine): string =>
  `/setup/voice/clip/${pack.id}/${token}?${sha256.slice(0, 16)}`;

export function useSound(pack: VoicePack): ClipSound {
  const [isOut, setOut] = useState(false);
  const [isSilent, setSilent] = useState(false);
  const audio = useRef<HTMLAudioElement | null>(null);
  const again = (line: VoiceLine): void => {
    audio.current?.pause();
    const sound = new Audio(soundOf(pack, line));
    audio.current = sound;
    setSilent(false);
    sound.addEventListener('ended', () => setOut((was) => was || audio.current === sound));
    sound.play().catch(() => setSilent(audio.current === sound));
  };
  const begin = (line: VoiceLine): void => {
    setOut(false);
    again(line);
  };
  return { isOut, isSilent, begin, again };
}
