import type { VNode } from 'preact';
import { Star } from '../web/pictograms.tsx';
import { Arrow } from './arrow.tsx';
import type { BigCall } from './board-big.ts';
import type { BigText, BoardModel } from './board-model.ts';
import { t } from './board-words.ts';

/** The large place of a board: the call, or what stands there while nobody is called. */
export function BigArea({ model }: { model: BoardModel }): VNode {
  const { big, notice, missed, level } = model;
  if (level === 'grey') return <Stopped at={model.stoppedAt} />;
  if (notice !== null) return <Notice notice={notice} />;
  if (missed !== null) return <Missed codes={missed} />;
  return <Call big={big} />;
}

function Call({ big }: { big: BigCall | null }): VNode {
  if (big === null) {
    return (
      <section class="big">
        <p class="big-words">{t('watch', null)}</p>
      </section>
    );
  }
  const { loud, undone, invited } = big;
  const kind = `big${invited === null ? '' : ' invited'}${loud ? ' loud' : ''}${undone ? ' undone' : ''}`;
  return (
    <section class={kind} aria-live="polite">
      <p class={`big-code ${lengthOf(big.code)}`}>
        <span key={big.key} class="plate">
          {invited === null ? big.code : <Group from={invited.from} to={invited.to} />}
        </span>
      </p>
      <p class="big-room">
        <Arrow to={big.arrow} label={big.arrow === 'none' ? null : t(`to-${big.arrow}`, null)} />
        <span class="big-place">
          <Said big={big} />
          <span class={`big-label ${big.size}`}>{big.room}</span>
        </span>
      </p>
    </section>
  );
}

/** What is said with a call, and to whom where the hospital wants that. */
export function Said({ big }: { big: BigCall }): VNode {
  const { loud, undone, invited, name, priority } = big;
  const words =
    invited === null
      ? t(loud ? 'come-in' : 'last-called', null)
      : t(loud ? 'come-near' : 'last-invited', null);
  return (
    <span class={name === null ? 'small said' : 'small said named'}>
      {priority && (
        <span class="priority">
          <Star label={null} />
          {t('priority', null)}
        </span>
      )}
      {undone ? t('taken-back', null) : name === null ? words : <Named name={name} />}
    </span>
  );
}

/** A name is a foreign text: it is kept apart from the words around it, whatever signs it brings. */
function Named({ name }: { name: string }): VNode {
  const [before = '', after = ''] = t('come-in-name', { name: '\n' }).split('\n');
  return (
    <span>
      {before}
      <bdi>{name}</bdi>
      {after}
    </span>
  );
}

/** The two ends of a group, one above the other, so that neither is taken for a number that is called. */
function Group({ from, to }: { from: string; to: string }): VNode | VNode[] {
  if (from === to) return <span class="end-code">{from}</span>;
  return [
    <span key="from" class="end">
      <span class="small">{t('from', null)}</span>
      <span class="end-code">{from}</span>
    </span>,
    <span key="to" class="end">
      <span class="small">{t('to', null)}</span>
      <span class="end-code">{to}</span>
    </span>,
  ];
}

/** Longer codes are smaller, so that the room beside them keeps its place. */
export function lengthOf(code: string): string {
  if (code.length <= 4) return 'four';
  return code.length === 5 ? 'five' : 'long';
}

export function Notice({ notice }: { notice: BigText }): VNode {
  return (
    <section class="big" key={notice.id}>
      <p class="notice-text" style={{ 'font-size': `${notice.size}rem` }}>
        <bdi>{notice.text}</bdi>
      </p>
    </section>
  );
}

function Missed({ codes }: { codes: readonly string[] }): VNode {
  return (
    <section class="big absent">
      <p class="absent-codes">
        <span class="small">{t('called-missed', null)}</span>
        {codes.slice(0, 3).map((code) => (
          <span key={code} class="code">
            {code}
          </span>
        ))}
        <span class="small">{t('ask-room', null)}</span>
      </p>
    </section>
  );
}

export function Stopped({ at }: { at: string }): VNode {
  return (
    <section class="big stopped">
      <p class="big-words">
        {t('ask-staff', null)}
        <span class="small">{t('out-of-date', { time: at })}</span>
      </p>
    </section>
  );
}
