import type { VNode } from 'preact';
import { Clock } from '../web/pictograms.tsx';
import { offsetMinutes, timeOfDay } from './local-time.ts';
import { isOver, type TicketFace } from './ticket-face.ts';
import { sentence, words } from './ticket-words.ts';

export type TicketModel = {
  /** Null: not known yet. */
  face: TicketFace | null;
  /** The server knows no such ticket today. */
  gone: boolean;
  /** No answer for a minute: what is shown may no longer be true. */
  stale: boolean;
};

/** A patient's own number on the patient's own phone. */
export function TicketView({ model }: { model: TicketModel }): VNode {
  const { face, gone, stale } = model;
  if (gone || face === null) return <Notice about={gone ? 'gone' : stale ? 'stale' : 'loading'} />;
  const said = sentence(face);
  const now = face.state === 'called' && !stale;
  return (
    <main class={`own ${now ? 'called' : ''} ${stale ? 'stale' : ''}`}>
      <p class="own-facility">{face.facility}</p>
      <p class="own-service">{face.service.vi}</p>
      {face.service.en !== undefined && (
        <p class="own-english" lang="en">
          {face.service.en}
        </p>
      )}
      <h1 class={face.code.length > 5 ? 'own-code long' : 'own-code'}>{face.code}</h1>
      {stale ? <Notice about="stale" /> : <Said vi={said.vi} en={said.en} />}
      {face.state === 'waiting' && !stale && <Small about="wait" />}
      {!isOver(face) && (
        <p class="own-updated">
          <Clock label={null} />
          <span>{words.vi('updated', { time: timeOfDay(face.updatedAt, offsetMinutes(null)) })}</span>
        </p>
      )}
    </main>
  );
}

function Said({ vi, en }: { vi: string; en: string }): VNode {
  return (
    <div class="own-said" aria-live="polite">
      <p>{vi}</p>
      <p class="own-english" lang="en">
        {en}
      </p>
    </div>
  );
}

function Notice({ about }: { about: 'gone' | 'stale' | 'loading' }): VNode {
  return <Said vi={words.vi(about, null)} en={words.en(about, null)} />;
}

function Small({ about }: { about: 'wait' }): VNode {
  return <p class="own-small">{words.vi(about, null)}</p>;
}
