import type { VoiceLine, VoicePack } from '../../core/wire/voice-setup.ts';

/** Where the hearing of a voice stands. */
export type Hearing = {
  readonly right: number;
  readonly again: readonly VoiceLine[];
  readonly open: readonly VoiceLine[];
};

export function hearingOf({ lines }: VoicePack): Hearing {
  return {
    right: lines.filter(({ verdict }) => verdict === 'right').length,
    again: lines.filter(({ verdict }) => verdict === 'again'),
    open: lines.filter(({ verdict }) => verdict === null),
  };
}

/** The line after this one that nobody has decided on, from the beginning again after the last; null: none is left. */
export function nextOpen(lines: readonly VoiceLine[], after: string | null): string | null {
  const at = lines.findIndex(({ token }) => token === after);
  const turned = [...lines.slice(at + 1), ...lines.slice(0, at + 1)];
  return turned.find(({ verdict }) => verdict === null)?.token ?? null;
}

const TONGUES: Readonly<Record<string, string>> = {
  'vi north': 'Tiếng Việt, miền Bắc',
  'vi south': 'Tiếng Việt, miền Nam',
};

export const tongueWords = ({ lang, region }: VoicePack): string =>
  lang === 'en' ? 'Tiếng Anh' : TONGUES[`${lang} ${region}`]!;

/** The name under which the server keeps which voice is used. */
export const tongueKey = ({ lang, region }: VoicePack): string => (lang === 'en' ? 'en' : `vi-${region}`);

/** What a key does while a voice is heard: Enter right, R again, space once more, Backspace back. */
export function wishOfKey(key: string): 'right' | 'again' | 'play' | 'back' | null {
  if (key === 'Enter') return 'right';
  if (key === 'r' || key === 'R') return 'again';
  if (key === ' ') return 'play';
  return key === 'Backspace' ? 'back' : null;
}
