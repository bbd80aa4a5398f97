import type { VNode } from 'preact';
import { Press, Spoken } from './action.tsx';
import { openServices, type Service, servicePage } from './choice.ts';
import { ClassesDoor } from './classes-screen.tsx';
import { Heading } from './heading.tsx';
import type { PartProps, ScreenProps } from './screen-props.ts';
import { alsoNamed, named } from './words.ts';

/** The choice: a letter to recognise, a name to read, how many wait. */
export function ServicesScreen({ kiosk, screen, say, send }: ScreenProps<'services'>): VNode {
  const { choices, more } = servicePage(openServices(kiosk.place), screen.page);
  return (
    <main class="screen services">
      <div class="say">
        <Heading text={say('services.title', null)} />
      </div>
      <div class="actions">
        <div class="tiles">
          {choices.map((service) => (
            <Tile key={service.id} service={service} kiosk={kiosk} say={say} send={send} />
          ))}
          {more ? (
            <Spoken look="tile" press={() => send({ type: 'more' })} prompt="services.more">
              <span class="letter" aria-hidden="true">
                …
              </span>
              <b>{say('services.more', null)}</b>
            </Spoken>
          ) : null}
        </div>
        <div class="aside">
          <Press look="quiet" press={() => send({ type: 'back' })}>
            {say('do.stop', null)}
          </Press>
          <ClassesDoor claim={screen.claim} say={say} send={send} />
        </div>
      </div>
    </main>
  );
}

function Tile({ service, kiosk, say, send }: PartProps & { service: Service }): VNode {
  const { id, name, series, waiting } = service;
  const also = alsoNamed(name, kiosk.language);
  return (
    <Spoken look="tile" press={() => send({ type: 'service', service: id })} prompt={`service-${id}`}>
      <span class="letter" aria-hidden="true">
        {series}
      </span>
      <span class="text">
        <span class="two">
          <b>{named(name, kiosk.language)}</b>
          {also === null ? null : <small>{also}</small>}
        </span>
        {kiosk.station?.ownNumbers ? null : (
          <span class="waiting">
            {waiting === 0 ? say('services.nobody', null) : say('services.waiting', { count: waiting })}
          </span>
        )}
      </span>
    </Spoken>
  );
}
