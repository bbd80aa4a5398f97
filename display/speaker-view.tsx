import type { VNode } from 'preact';
import type { Freshness } from '../web/live.ts';
import { Clock, Speaker, SpeakerOff } from '../web/pictograms.tsx';
import { t } from './speaker-words.ts';

/** A sentence that was spoken and when, "07:42". */
export type Spoken = { id: string; clock: string; text: string };

export type SpeakerModel = {
  name: string;
  /** Null while the browser has not yet said whether sound is allowed. */
  sound: 'running' | 'blocked' | null;
  level: Freshness;
  speaking: string | null;
  spoken: readonly Spoken[];
};

/** A speaker's page: whether it can be heard, what it says, what it said. */
export function SpeakerView({ model, onTouch }: { model: SpeakerModel; onTouch: () => void }): VNode {
  if (model.sound === 'blocked') return <Blocked onTouch={onTouch} />;
  const before = model.speaking === null ? model.spoken : model.spoken.slice(1);
  return (
    <main class="speaker">
      <header class="speaker-head">
        <Speaker label={null} />
        <h1>{t('name', { name: model.name })}</h1>
        <span class="speaker-state">{t(model.sound === null ? 'opening' : 'ready', null)}</span>
      </header>
      {model.level !== 'fresh' && (
        <p class="speaker-trouble">
          <Clock label={null} />
          <span>{t(model.level === 'amber' ? 'reconnecting' : 'offline', null)}</span>
        </p>
      )}
      <section class={model.speaking === null ? 'speaker-now' : 'speaker-now on'} aria-live="polite">
        {model.speaking !== null && <h2>{t('speaking', null)}</h2>}
        <p>{model.speaking ?? t('silence', null)}</p>
      </section>
      {before.length > 0 && (
        <section class="speaker-before">
          <h2>{t('before', null)}</h2>
          <ol>
            {before.map(({ id, clock, text }) => (
              <li key={id}>
                <time>{clock}</time>
                <span>{text}</span>
              </li>
            ))}
          </ol>
        </section>
      )}
    </main>
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
