import type { PersonHere } from './messages.ts';
import { shownName } from './names.ts';
import type { RoomView } from './room.ts';
import { text } from './text.ts';

interface Props {
  readonly view: RoomView;
  readonly followed: number | null;
  readonly onFollow: (clientId: number | null) => void;
}

/** Who is here, in the colours of their cursors. */
export function People({ view: { you, people }, followed, onFollow }: Props) {
  return (
    <section aria-labelledby="people">
      <h2 id="people">{text('people')}</h2>
      <ul class="people">
        {you && (
          <li>
            <Dot color={you.color} />
            <span class="name">{text('people.self', { name: shownName(you) })}</span>
          </li>
        )}
        {people.map((other) => (
          <Other key={other.clientId} {...other} isFollowed={other.clientId === followed} onFollow={onFollow} />
        ))}
      </ul>
      {people.length === 0 && <p class="hint">{text('people.alone')}</p>}
    </section>
  );
}

interface OtherProps extends PersonHere {
  readonly isFollowed: boolean;
  readonly onFollow: (clientId: number | null) => void;
}

function Other({ clientId, person, isFollowed, onFollow }: OtherProps) {
  const name = shownName(person);
  return (
    <li>
      <Dot color={person.color} />
      <span class="name">{name}</span>
      <button
        type="button"
        aria-pressed={isFollowed}
        aria-label={text('people.follow.of', { name })}
        onClick={() => onFollow(isFollowed ? null : clientId)}
      >
        {text('people.follow')}
      </button>
    </li>
  );
}

function Dot({ color }: { readonly color: string }) {
  return <span class="dot" aria-hidden="true" style={{ backgroundColor: color }} />;
}
