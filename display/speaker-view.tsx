import type { VNode } from 'preact';
import type { Announce, Lease } from '../core/wire/protocol.ts';
import type { Freshness } from '../web/live.ts';
import { Clock, Pause, Speaker, SpeakerOff } from '../web/pictograms.tsx';
import { offsetMinutes, timeOfDay } from './local-time.ts';
import { t } from './speaker-words.ts';

type Said = { text: string; shown: Announce['shown'] | null };
/** A sentence that was spoken and when, "07:42". */
export type Spoken = Said & { id: string; clock: string };

export type SpeakerModel = {
  name: string;
  /** Null while the browser has not yet said whether sound is allowed. */
  sound: 'running' | 'blocked' | null;
  level: Freshness;
  /** Whether this page is the one that speaks, and whether staff have switched the speaker off. */
  lease: Lease;
  speaking: Said | null;
  spoken: readonly Spoken[];
};

/** A speaker's page: whether it can be heard, what it says, what it said. */
export function SpeakerView({ model, onTouch }: { model: SpeakerModel; onTouch: () => void }): VNode {
  if (model.sound === 'blocked') return <Blocked onTouch={onTouch} />;
  const { speaking, spoken } = model;
  const before = speaking === null ? spoken : spoken.slice(1);
  return (
    <main class="speaker">
      <Head model={model} />
      <Trouble model={model} />
      <section class={speaking === null ? 'speaker-now' : 'speaker-now on'} aria-live="polite">
        {speaking === null ? <p>{t('silence', null)}</p> : <Speaking said={speaking} />}
      </section>
      {before.length > 0 && (
        <section class="speaker-before">
          <h2>{t('before', null)}</h2>
          <ol>
            {before.map((each) => (
              <li key={each.id}>
                <time>{each.clock}</time>
                <span>{lineOf(each)}</span>
              </li>
            ))}
          </ol>
        </section>
      )}
    </main>
  );
}

/** "A105 → Phòng khám 12"; a test goes nowhere. */
function lineOf({ shown, text }: Said): string {
  if (shown === null || shown === undefined) return text;
  return shown.room === '' ? shown.code : `${shown.code} → ${shown.room}`;
}

function Head({ model: { name, sound, lease } }: { model: SpeakerModel }): VNode {
  const silent = !lease.owner || lease.muted !== null;
  const word = sound === null ? 'opening' : !lease.owner ? 'standing-by' : lease.muted ? 'muted' : 'ready';
  return (
    <header class="speaker-head">
      {silent ? <SpeakerOff label={null} /> : <Speaker label={null} />}
      <h1>{t('name', { name })}</h1>
      <span class={silent ? 'speaker-state off' : 'speaker-state'}>{t(word, null)}</span>
    </header>
  );
}

/** Why nothing is heard here although the page is open, one line each. */
function Trouble({ model: { level, lease } }: { model: SpeakerModel }): VNode {
  const { muted } = lease;
  const until = muted ? timeOfDay(muted.until, offsetMinutes(null)) : '';
  return (
    <>
      {level !== 'fresh' && (
        <p class="speaker-trouble">
          <Clock label={null} />
          <span>{t(level === 'amber' ? 'reconnecting' : 'offline', null)}</span>
        </p>
      )}
      {!lease.owner && (
        <p class="speaker-trouble quiet">
          <Pause label={null} />
          <span>{t('second-page', null)}</span>
        </p>
      )}
      {muted && (
        <p class="speaker-trouble">
          <Pause label={null} />
          <span>{t('muted-until', { until, reason: muted.reason })}</span>
        </p>
      )}
    </>
  );
}

function Speaking({ said: { text, shown } }: { said: Said }): VNode {
  return (
    <>
      <h2>{t('speaking', null)}</h2>
      {shown && (
        <p class="speaker-code">
          <b>{shown.code}</b> <span>{shown.room}</span>
        </p>
      )}
      <p>{text}</p>
    </>
  );
}

function Blocked({ onTouch }: { onTouch: () => void }): VNode {
  return (
    <button type="button" class="speaker-blocked" onClick={onTouch}>
      <SpeakerOff label={null} />
      <strong>{t('touch', null)}</strong>
      <span>{t('touch-why', null)}</span>
    </button>
  );
}
