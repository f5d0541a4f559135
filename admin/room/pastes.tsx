import { type SessionPaste, SessionPastesApi } from '@lyceum/sdk';
import { useEffect, useState } from 'preact/hooks';
import { shownName } from './names.ts';
import type { Pass } from './pass.ts';
import { Problem } from './problem.tsx';
import type { Room } from './room.ts';
import { text } from './text.ts';
import { moment } from './times.ts';

const MOST_SHOWN = 100;

interface Props {
  readonly room: Room;
  readonly pass: Pass;
  /** Whether it goes on. */
  readonly isOn: boolean;
}

/** Who has put in much text at once, for those who run the room. */
export function Pastes(props: Props) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details class="output" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{text('pastes')}</summary>
      {isOpen && <List {...props} />}
    </details>
  );
}

function List({ room, pass, isOn }: Props) {
  const [pastes, setPastes] = useState<readonly SessionPaste[] | null>(null);
  const [error, setError] = useState<unknown>(null);
  useEffect(() => {
    const load = () =>
      void new SessionPastesApi(pass.connection).list(room.id, { limit: MOST_SHOWN }).then(({ data }) => {
        setError(null);
        setPastes(data);
      }, setError);
    load();
    return room.onNews(({ type }) => {
      if (type === 'paste' || type === 'back') load();
    });
  }, [room, pass]);
  return (
    <>
      {error !== null && <Problem error={error} />}
      {pastes?.length === 0 && <p>{text(isOn ? 'pastes.none' : 'pastes.none.off')}</p>}
      <ul class="versions">
        {pastes?.map(({ id, person, file, length, way, createdAt }) => (
          <li key={id}>
            <p>
              <strong>{text('pastes.entry', { name: shownName(person), count: length, file: file.path })}</strong>{' '}
              <span class="hint">
                <time dateTime={createdAt}>{moment(createdAt)}</time> · {text(`pastes.way.${way}`)}
              </span>
            </p>
          </li>
        ))}
      </ul>
    </>
  );
}
