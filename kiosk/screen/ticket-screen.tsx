import type { VNode } from 'preact';
import type { PlaceAnswer, TicketAnswer } from '../../core/wire/api.ts';
import { Printer } from '../../web/pictograms.tsx';
import { QrCode } from '../../web/qr-code.tsx';
import { Press, Spoken } from './action.tsx';
import { Heading } from './heading.tsx';
import type { PartProps, ScreenProps } from './screen-props.ts';
import { SlipPicture } from './slip-picture.tsx';
import { slipState, ticketLeft } from './timing.ts';
import type { Language } from './visit.ts';
import { named, type Say } from './words.ts';

/** The number: largest thing on the screen, then where to wait, then what became of the paper. */
export function TicketScreen({ kiosk, screen, say, send }: ScreenProps<'ticket'>): VNode {
  const { ticket, repeat, place, offline } = screen.answer;
  return (
    <main class="screen ticket">
      <div class="say">
        <Heading text={say(repeat ? 'ticket.repeat' : 'ticket.title', null)} />
        <p class="number-code" data-code={ticket.code}>
          {ticket.code}
        </p>
        {offline ? <p class="cut-off">{say('ticket.cut-off', null)}</p> : null}
        <p class="lead">
          {offline ? say('ticket.counts', null) : turn(ticket, kiosk.place, kiosk.language, say)}
        </p>
        {ticket.state === 'waiting' ? (
          <div class="where">
            <p>{say('ticket.where', null)}</p>
            <p class="place">{named(place, kiosk.language)}</p>
          </div>
        ) : null}
      </div>
      <div class="actions">
        <Paper kiosk={kiosk} screen={screen} say={say} send={send} />
        <p class="left">{say('ticket.left', { seconds: ticketLeft(kiosk) ?? 0 })}</p>
        <div class="aside">
          <Press look="plain" press={() => send({ type: 'touch' })}>
            {say('ticket.longer', null)}
          </Press>
          <Reprint kiosk={kiosk} screen={screen} say={say} send={send} />
        </div>
        <Spoken look="primary" press={() => send({ type: 'home' })} prompt="ticket.done">
          {say('ticket.done', null)}
        </Spoken>
      </div>
    </main>
  );
}

function Paper({ kiosk, screen, say }: ScreenProps<'ticket'>): VNode {
  const state = slipState(kiosk);
  const { picture } = screen.slip ?? {};
  if (state === 'picture' && picture)
    return <SlipPicture picture={picture} label={say('ticket.picture', null)} />;
  if (state === 'none') {
    const words = screen.reprint === 'failed' ? 'ticket.reprint-failed' : noPaper(kiosk);
    return (
      <div class="copy">
        {screen.answer.offline ? null : (
          <QrCode text={location.origin + screen.answer.ticket.url} label={say('ticket.qr', null)} />
        )}
        <p class="lead">{say(words, null)}</p>
      </div>
    );
  }
  return (
    <p class="paper">
      <Printer label={null} />
      {say(PAPER_WORDS[state === 'kept' || state === 'elsewhere' ? state : 'coming'], null)}
    </p>
  );
}

const PAPER_WORDS = {
  kept: 'ticket.kept',
  elsewhere: 'ticket.elsewhere',
  coming: 'ticket.paper',
} as const;

function noPaper({ station }: PartProps['kiosk']): 'ticket.no-paper' | 'ticket.no-paper-short' {
  return station ? 'ticket.no-paper' : 'ticket.no-paper-short';
}

function Reprint({ kiosk, screen, say, send }: ScreenProps<'ticket'>): VNode | null {
  if (!screen.answer.repeat || slipState(kiosk) !== 'kept') return null;
  return (
    <Press look="plain" press={() => send({ type: 'reprint' })}>
      {say('ticket.reprint', null)}
    </Press>
  );
}

/** How far the ticket is: people before it, or the room it is being called to just now. */
function turn(ticket: TicketAnswer, place: PlaceAnswer | null, language: Language, say: Say): string {
  const room = place?.rooms.find(({ id }) => id === ticket.room);
  if (ticket.state === 'waiting') {
    return ticket.ahead === 0 ? say('ticket.first', null) : say('ticket.ahead', { count: ticket.ahead });
  }
  if ((ticket.state === 'called' || ticket.state === 'serving') && room) {
    return say('ticket.called', { room: named(room.label, language) });
  }
  return say('ticket.ask', null);
}
