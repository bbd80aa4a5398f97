import type { VNode } from 'preact';
import { Check, Speaker } from '../../web/pictograms.tsx';
import { Action, Press } from './action.tsx';
import { Heading } from './heading.tsx';
import type { PartProps } from './screen-props.ts';
import { written } from './words.ts';

/** The languages of this kiosk, each by its own name; the guide says the names aloud. */
export function LanguagesScreen({ kiosk, say, send }: PartProps): VNode {
  const languages = kiosk.place?.kiosk.languages ?? [];
  return (
    <main class="screen languages">
      <div class="say">
        <Heading text={say('language.title', null)} />
      </div>
      <div class="actions">
        <div class="tiles">
          {languages.map(({ code, name, text, audio }) => (
            <Action
              key={code}
              look="tile"
              press={() => send({ type: 'language', language: code })}
              chosen={code === kiosk.language}
              disabled={false}
              prompt={`language-${code}`}
            >
              <span class="two">
                <b lang={code}>{name}</b>
                {audio && text ? null : (
                  <small lang={written(kiosk)}>
                    {say(audio ? 'language.voice-only' : 'language.no-voice', null)}
                  </small>
                )}
              </span>
              <span class="tick">{mark(code === kiosk.language, audio)}</span>
            </Action>
          ))}
        </div>
        <div class="aside">
          <Press look="quiet" press={() => send({ type: 'back' })}>
            {say('do.back', null)}
          </Press>
        </div>
      </div>
    </main>
  );
}

function mark(chosen: boolean, audio: boolean): VNode | null {
  if (chosen) return <Check label={null} />;
  return audio ? <Speaker label={null} /> : null;
}
