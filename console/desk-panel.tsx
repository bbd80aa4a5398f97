import type { VNode } from 'preact';
import type { DeskState } from '../core/queue/desk-view.ts';
import { AppointmentsPanel } from './appointments-panel.tsx';
import type { Desk } from './desk.ts';
import { HelpPanel } from './help-panel.tsx';
import { PanelPlace } from './panel-place.tsx';
import { questionOf } from './question.ts';
import { QuestionPanel } from './question-panel.tsx';
import { ReceptionPanel } from './reception-panel.tsx';
import { CallPanel, SearchPanel } from './search-panel.tsx';
import { TicketPanel } from './ticket-panel.tsx';

/** What stands above the lists. */
export function DeskPanel({ desk, state }: { desk: Desk; state: DeskState }): VNode {
  return (
    <PanelPlace at={desk.panel.value.at}>
      <OpenPanel desk={desk} state={state} />
    </PanelPlace>
  );
}

/** A question, a search, a ticket, the reception of a patient, the keys. */
function OpenPanel({ desk, state }: { desk: Desk; state: DeskState }): VNode | null {
  const panel = desk.panel.value;
  const question = questionOf(desk);
  if (question) return <QuestionPanel key={question.title} desk={desk} question={question} />;
  switch (panel.at) {
    case 'call':
      return <CallPanel desk={desk} />;
    case 'search':
      return <SearchPanel desk={desk} text={panel.text} found={panel.found} />;
    case 'ticket':
      return <TicketPanel desk={desk} state={state} ticket={panel.ticket} />;
    case 'reception':
      return <ReceptionPanel desk={desk} />;
    case 'appointments':
      return <AppointmentsPanel desk={desk} />;
    case 'help':
      return <HelpPanel desk={desk} />;
    default:
      return null;
  }
}
