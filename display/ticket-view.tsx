import type { ComponentChildren, VNode } from 'preact';
import type { Freshness } from '../web/live.ts';
import { Bell, Check, Clock } from '../web/pictograms.tsx';
import { Arrow } from './arrow.tsx';
import { offsetMinutes } from './local-time.ts';
import { plainTime, type TicketFace } from './ticket-face.ts';
import { type Both, both, sentence, waitSentence, words } from './ticket-words.ts';

export type TicketModel = {
  /** Null: not known yet. */
  face: TicketFace | null;
  /** The server knows no such ticket today. */
  gone: boolean;
  level: Freshness;
  /** The tone is switched on. */
  bell: boolean;
};
type Given = { model: TicketModel; onBell: () => void };

/** A patient's own number on the patient's own phone. */
export function TicketView({ model, onBell }: Given): VNode {
  const { face, gone, level } = model;
  if (gone || face === null) {
    const about = gone ? 'gone' : level === 'grey' ? 'offline' : 'loading';
    return (
      <main class="own">
        <Said {...both(about)} />
      </main>
    );
  }
  const known = level !== 'grey';
  const turn = known && face.state === 'called';
  return (
    <main class={`own ${turn ? 'called' : ''} ${level}`}>
      <p class="own-facility">{face.facility}</p>
      <p class="own-service">{face.service.vi}</p>
      {turn && <Turn {...both('your-turn')} />}
      <h1 class={face.code.length > 5 ? 'own-code long' : 'own-code'}>{face.code}</h1>
      {known ? <Said {...sentence(face)} /> : <Said {...both('offline')} />}
      {known && <Wait face={face} />}
      {known && <Way face={face} />}
      <Steps face={face} />
      {face.nextPollMs !== null && <BellSwitch on={model.bell} onBell={onBell} />}
      <Updated face={face} level={level} />
    </main>
  );
}

function English({ children }: { children: ComponentChildren }): VNode {
  return (
    <p class="own-english" lang="en">
      {children}
    </p>
  );
}

function Turn({ vi, en }: Both): VNode {
  return (
    <p class="own-turn">
      {vi}
      <span class="own-english" lang="en">
        {en}
      </span>
    </p>
  );
}

function Said({ vi, en }: Both): VNode {
  return (
    <div class="own-said" aria-live="polite">
      <p>{vi}</p>
      <English>{en}</English>
    </div>
  );
}

/** When the call is to be expected: in minutes, and by the clock for whoever wants to go for a walk. */
function Wait({ face }: { face: TicketFace }): VNode | null {
  const wait = waitSentence(face);
  if (wait === null) return null;
  return (
    <div class="own-wait">
      <p>{wait.minutes.vi}</p>
      <p class="own-times">{wait.times.vi}</p>
      <English>{`${wait.minutes.en}, ${wait.times.en}`}</English>
    </div>
  );
}

/** Where to go, or before the call where to wait. */
function Way({ face: { state, place, arrow } }: { face: TicketFace }): VNode | null {
  const waiting = state === 'waiting';
  if (place === null || (!waiting && state !== 'called')) return null;
  const pointed = waiting || arrow === 'none' ? null : arrow;
  return (
    <div class="own-way">
      {waiting && <p class="own-small">{both('wait-at').vi}</p>}
      {place.vi.split(' – ').map((line) => (
        <p key={line} class="own-place">
          {line}
        </p>
      ))}
      {place.en !== undefined && (
        <English>{waiting ? `${both('wait-at').en} ${place.en}` : place.en}</English>
      )}
      {pointed !== null && (
        <p class="own-arrow">
          <Arrow to={pointed} label={null} />
          <span>
            {words.vi('from-board', { arrow: both(pointed).vi })}
            <span class="own-english" lang="en">
              {words.en('from-board', { arrow: both(pointed).en })}
            </span>
          </span>
        </p>
      )}
    </div>
  );
}

/** The way of the visit; one step alone says nothing that is not said above. */
function Steps({ face }: { face: TicketFace }): VNode | null {
  const steps = face.steps.filter(({ state }) => state !== 'skipped');
  if (steps.length < 2) return null;
  return (
    <section class="own-steps">
      <h2>
        {both('steps').vi}
        <span class="own-english" lang="en">
          {both('steps').en}
        </span>
      </h2>
      <ol>
        {steps.map(({ name, state }, index) => {
          const said = both(`step-${state as 'done' | 'here' | 'open' | 'ahead'}`);
          return (
            <li key={String(index)} class={state}>
              <span class="own-mark">{state === 'done' && <Check label={null} />}</span>
              <span class="own-name">
                {name.vi}
                {name.en !== undefined && (
                  <span class="own-english" lang="en">
                    {name.en}
                  </span>
                )}
              </span>
              <span class="own-when">
                {said.vi}
                <span class="own-english" lang="en">
                  {said.en}
                </span>
              </span>
            </li>
          );
        })}
      </ol>
    </section>
  );
}

function BellSwitch({ on, onBell }: { on: boolean; onBell: () => void }): VNode {
  const said = both(on ? 'bell-on' : 'bell');
  return (
    <button type="button" class={on ? 'own-bell on' : 'own-bell'} aria-pressed={on} onClick={onBell}>
      {on ? <Check label={null} /> : <Bell label={null} />}
      <span>
        {said.vi}
        <span class="own-english" lang="en">
          {said.en}
        </span>
      </span>
    </button>
  );
}

function Updated({ face, level }: { face: TicketFace; level: Freshness }): VNode | null {
  if (face.nextPollMs === null) return null;
  const time = plainTime(face.updatedAt, offsetMinutes(null));
  return (
    <p class="own-updated">
      <Clock label={null} />
      <span>
        {level !== 'fresh' && <b>{`${both('reconnecting').vi}. `}</b>}
        {words.vi('updated', { time })}
      </span>
    </p>
  );
}
