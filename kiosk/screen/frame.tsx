import type { VNode } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { Bell, Language } from '../../web/pictograms.tsx';
import { Press, Spoken } from './action.tsx';
import { GuideBar } from './guide-bar.tsx';
import type { PartProps } from './screen-props.ts';
import { countdown } from './timing.ts';
import type { Screen } from './visit.ts';

/** Three steps, whatever way a person takes; screens that are no step show none. */
const steps: { readonly [At in Screen['at']]: 1 | 2 | 3 | null } = {
  idle: null,
  keypad: 1,
  camera: 1,
  reading: 1,
  confirm: 1,
  services: 2,
  classes: 2,
  issuing: 3,
  ticket: 3,
  trouble: null,
};

/** Name of the hospital and the steps; staff see here that something rewrites the scanner's keys. */
export function Header({ kiosk, say }: PartProps): VNode {
  const { place, interference, screen } = kiosk;
  const step = steps[screen.at];
  return (
    <header>
      {interference ? (
        <p class="staff-only" role="alert">
          {say(interference === 'ime' ? 'staff.ime' : 'staff.caps-lock', null)}
        </p>
      ) : null}
      <p class="facility">{place?.facility ?? ''}</p>
      {step === null ? null : <Way step={step} say={say} />}
    </header>
  );
}

function Way({ step, say }: { step: 1 | 2 | 3; say: PartProps['say'] }): VNode {
  const names = [say('way.card', null), say('way.choice', null), say('way.number', null)];
  return (
    <ol class="way" aria-label={say('way.at', { step })}>
      {names.map((name, index) => (
        <li
          key={name}
          class={index + 1 < step ? 'past' : ''}
          {...(index + 1 === step ? { 'aria-current': 'step' as const } : {})}
        >
          {name}
        </li>
      ))}
    </ol>
  );
}

/** A passing word, the guide, the languages, and the bell that every screen has; low enough for a wheelchair. */
export function Footer({ kiosk, say, send }: PartProps): VNode {
  const { note, station } = kiosk;
  return (
    <footer>
      <p class="note" role="status">
        {note ? <span>{say(`note.${note.kind}`, null)}</span> : null}
      </p>
      {station?.ownNumbers ? <p class="quiet-sign">{say('staff.own-numbers', null)}</p> : null}
      <GuideBar kiosk={kiosk} say={say} send={send} />
      <LanguageButton kiosk={kiosk} say={say} send={send} />
      <Spoken look="plain" press={() => send({ type: 'help' })} prompt="help.call">
        <Bell label={null} />
        <span>{say('help.call', null)}</span>
      </Spoken>
    </footer>
  );
}

/** With two languages one press changes to the other one; with more it leads to their choice. */
function LanguageButton({ kiosk, say, send }: PartProps): VNode {
  const { language, place } = kiosk;
  const several = (place?.kiosk.languages.length ?? 0) > 2;
  const other = language === 'vi' ? 'en' : 'vi';
  return (
    <Press
      look="quiet"
      press={() => send(several ? { type: 'languages' } : { type: 'language', language: other })}
    >
      <Language label={null} />
      {several ? (
        <span>{say('language.open', null)}</span>
      ) : (
        <span lang={other}>{say('language.switch', null)}</span>
      )}
    </Press>
  );
}

/** Asks whether somebody is still there; one press gives the whole time again. */
export function MoreTime({ kiosk, say, send }: PartProps): VNode | null {
  const seconds = countdown(kiosk);
  return seconds === null ? null : <MoreTimeQuestion seconds={seconds} say={say} send={send} />;
}

function MoreTimeQuestion({ seconds, say, send }: Omit<PartProps, 'kiosk'> & { seconds: number }): VNode {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const refuse = (event: Event) => event.preventDefault();
  return (
    <dialog ref={dialog} aria-labelledby="more-time" onCancel={refuse}>
      <h2 id="more-time">{say('time.title', null)}</h2>
      <p class="lead">{say('time.left', { seconds })}</p>
      <Press look="primary" press={() => send({ type: 'touch' })}>
        {say('time.longer', null)}
      </Press>
      <Press look="plain" press={() => send({ type: 'home' })}>
        {say('time.end', null)}
      </Press>
    </dialog>
  );
}
