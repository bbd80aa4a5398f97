import type { VNode } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { VoiceLine, VoicePack } from '../../core/wire/voice-setup.ts';
import { hearingOf, nextOpen, wishOfKey } from './voice-hearing.ts';
import { useSound } from './voice-sound.ts';

export type Decide = (line: VoiceLine, right: boolean | null) => Promise<boolean>;

/** Of several voices one is heard at a time: the keys mean that one. */
type Props = { pack: VoicePack; decide: Decide; isHeard: boolean; onHear: () => void };

type Desk = {
  /** The line that is heard now; null: none. */
  line: VoiceLine | null;
  sound: ReturnType<typeof useSound>;
  canGoBack: boolean;
  goTo: (token: string | null) => void;
  judge: (right: boolean) => Promise<void>;
  goBack: () => Promise<void>;
};

/** Hears a voice through, line by line, by four keys; every press is kept at once. */
export function Listen(props: Props): VNode {
  const { pack } = props;
  const desk = useDesk(props);
  const { open } = hearingOf(pack);
  return (
    <>
      {desk.line && <Judge line={desk.line} lang={pack.lang} desk={desk} />}
      {!desk.line && open.length > 0 && (
        <button type="button" class="primary" onClick={() => desk.goTo(nextOpen(pack.lines, null))}>
          Nghe {open.length} câu chưa duyệt
        </button>
      )}
      <Lines pack={pack} at={desk.line} goTo={desk.goTo} />
    </>
  );
}

function useDesk({ pack, decide, isHeard, onHear }: Props): Desk {
  const [token, setToken] = useState<string | null>(null);
  const [back, setBack] = useState<readonly string[]>([]);
  const busy = useRef(false);
  const sound = useSound(pack);
  const line = (isHeard && pack.lines.find((each) => each.token === token)) || null;
  const goTo = (next: string | null): void => {
    onHear();
    setToken(next);
    const found = pack.lines.find((each) => each.token === next);
    if (found) sound.begin(found);
  };
  /** One press at a time: a second one would mean a line that is not shown yet. */
  const keep = async (which: VoiceLine, right: boolean | null): Promise<boolean> => {
    if (busy.current) return false;
    busy.current = true;
    const isKept = await decide(which, right);
    busy.current = false;
    return isKept;
  };
  const judge = async (right: boolean): Promise<void> => {
    if (!line || (right && !sound.isOut) || !(await keep(line, right))) return;
    setBack([...back, line.token]);
    // The state that has just come is not in these lines yet.
    const decided = pack.lines.map((each) => (each === line ? { ...each, verdict: 'right' as const } : each));
    goTo(nextOpen(decided, line.token));
  };
  const goBack = async (): Promise<void> => {
    const before = pack.lines.find((each) => each.token === back.at(-1));
    if (!before || !(await keep(before, null))) return;
    setBack(back.slice(0, -1));
    goTo(before.token);
  };
  const desk = { line, sound, canGoBack: back.length > 0, goTo, judge, goBack };
  useKeys(desk);
  return desk;
}

function useKeys({ line, sound, judge, goBack }: Desk): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const wish = line && !event.repeat ? wishOfKey(event.key) : null;
      if (!wish || !line) return;
      event.preventDefault();
      if (wish === 'play') sound.again(line);
      else if (wish === 'back') void goBack();
      else void judge(wish === 'right');
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  });
}

function Judge({ line, lang, desk }: { line: VoiceLine; lang: string; desk: Desk }): VNode {
  const { sound, judge, goBack, canGoBack } = desk;
  return (
    <div class="hearing">
      <p class="said" lang={lang}>
        {line.text}
      </p>
      <p role="status">
        {sound.isSilent ? 'Không phát được tiếng: kiểm tra loa của máy này, rồi bấm Nghe lại.' : ''}
      </p>
      <div class="judge">
        <button type="button" class="primary" disabled={!sound.isOut} onClick={() => void judge(true)}>
          Đúng <kbd>Enter</kbd>
        </button>
        <button type="button" onClick={() => void judge(false)}>
          Thu lại <kbd>R</kbd>
        </button>
        <button type="button" onClick={() => sound.again(line)}>
          Nghe lại <kbd>Phím cách</kbd>
        </button>
        <button type="button" disabled={!canGoBack} onClick={() => void goBack()}>
          Quay lại <kbd>⌫</kbd>
        </button>
      </div>
    </div>
  );
}

const MARKS = { right: 'Đúng', again: 'Thu lại', open: 'Chưa nghe' } as const;

type LinesProps = { pack: VoicePack; at: VoiceLine | null; goTo: (token: string) => void };

function Lines({ pack, at, goTo }: LinesProps): VNode {
  return (
    <ol class="lines">
      {pack.lines.map(({ token, text, verdict }) => (
        <li key={token}>
          <button type="button" class={token === at?.token ? 'at' : ''} onClick={() => goTo(token)}>
            <span class={`mark ${verdict ?? 'open'}`}>{MARKS[verdict ?? 'open']}</span>
            <span lang={pack.lang}>{text}</span>
          </button>
        </li>
      ))}
    </ol>
  );
}
