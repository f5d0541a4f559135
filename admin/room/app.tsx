import { SessionCollaboratorsApi, SessionInvitationLinksApi } from '@lyceum/sdk';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { session } from '../src/session/session.ts';
import { Frame } from './frame.tsx';
import { Guest } from './guest.ts';
import { GuestPage } from './guest-page.tsx';
import { forgetGuestLink, type Link } from './link.ts';
import { accountPass, type Pass } from './pass.ts';
import { preferences } from './preferences.ts';
import { Problem } from './problem.tsx';
import { Room } from './room.ts';
import { RoomPage } from './room-page.tsx';
import { SignIn } from './sign-in.tsx';
import { text } from './text.ts';
import { Unsaved } from './unsaved.tsx';
import { useSnapshot } from './use-snapshot.ts';

const signedIn = {
  get snapshot() {
    return session.user;
  },
  subscribe: (listener: () => void) => session.subscribe(listener),
};

export function App({ link }: { readonly link: Link }) {
  // Its language is that of all texts.
  useSnapshot(preferences);
  const { roomId } = link;
  const [guest, setGuest] = useState(() => (link.guest === null ? null : new Guest(roomId, link.guest)));
  if (!guest) return <ByAccount link={link} />;
  const leave = () => {
    guest.leave();
    forgetGuestLink(roomId);
    setGuest(null);
  };
  return (
    <GuestPage guest={guest} onAccount={leave}>
      <OpenRoom roomId={roomId} pass={guest} inviteError={null} onOut={() => void guest.lookAgain()} />
    </GuestPage>
  );
}

function ByAccount({ link }: { readonly link: Link }) {
  const user = useSnapshot(signedIn);
  /** The one that was open when the login session ended: by itself, or somebody else may sit here now. */
  const [left, setLeft] = useState<Room | null>(null);
  if (user) return <Entry key={user.id} link={link} onLeft={setLeft} />;
  return (
    <Frame title={text('signIn.title')}>
      {left && !session.isSignedOut && <Unsaved room={left} />}
      <SignIn isInvited={link.invitation !== null} />
    </Frame>
  );
}

/** Accepts the invitation, if there is one, and goes in. */
function Entry({
  link: { roomId, invitation },
  onLeft,
}: {
  readonly link: Link;
  readonly onLeft: (room: Room) => void;
}) {
  const [isReady, setReady] = useState(invitation === null);
  const [error, setError] = useState<unknown>(null);
  useEffect(() => {
    if (invitation === null) return;
    void new SessionInvitationLinksApi(accountPass.connection)
      .accept({ token: invitation })
      .catch(setError)
      .finally(() => setReady(true));
  }, [invitation]);
  if (!isReady) return <Loading />;
  return <OpenRoom roomId={roomId} pass={accountPass} inviteError={error} onLeft={onLeft} />;
}

interface OpenRoomProps {
  readonly roomId: string;
  readonly pass: Pass;
  /** Why the invitation let nobody in: whoever is in the room already goes in all the same. */
  readonly inviteError: unknown;
  /** Takes over where the room lets its reader in no more; else it is said here. */
  readonly onOut?: () => void;
  /** Another page takes its place. */
  readonly onLeft?: (room: Room) => void;
}

function OpenRoom({ roomId, pass, inviteError, onOut, onLeft }: OpenRoomProps) {
  const [attempt, setAttempt] = useState(0);
  // Anew with each attempt, with a document of its own.
  const room = useMemo(() => new Room(roomId, pass), [roomId, pass, attempt]);
  useEffect(() => room.open(), [room]);
  const { over, hasBegun, refusal, isFull, safety } = useSnapshot(room);
  const shown = useRef(room);
  shown.current = room;
  useEffect(() => () => onLeft?.(shown.current), []);
  const isOut = over === 'not_found' || over === 'forbidden';
  const isUnsaved = safety !== 'saved';
  useEffect(() => {
    if (isOut && !isUnsaved) onOut?.();
  }, [isOut, isUnsaved]);
  const again = () => setAttempt((count) => count + 1);
  if (isOut && onOut)
    return isUnsaved ? (
      <Frame title={text('gone.title')}>
        <Unsaved room={room} />
        <button type="button" onClick={onOut}>
          {text('refused.again')}
        </button>
      </Frame>
    ) : (
      <Loading />
    );
  if (over === 'not_found')
    return (
      <Frame title={text('gone.title')}>
        {inviteError ? <Problem error={inviteError} /> : <p>{text(hasBegun ? 'gone.removed' : 'gone.text')}</p>}
        <Unsaved room={room} />
        <RoomsLink />
      </Frame>
    );
  if (over === 'forbidden') return <Join room={room} wasInside={hasBegun} onJoined={again} />;
  if (!hasBegun && !refusal) return <Loading isFull={isFull} />;
  return <RoomPage key={attempt} room={room} pass={pass} onAgain={again} />;
}

interface JoinProps {
  readonly room: Room;
  readonly wasInside: boolean;
  readonly onJoined: () => void;
}

/** Of a room that everybody finds, or those of an organization: coming in takes a place. */
function Join({ room, wasInside, onJoined }: JoinProps) {
  const [error, setError] = useState<unknown>(null);
  const join = () => {
    setError(null);
    new SessionCollaboratorsApi(accountPass.connection).join(room.id).then(onJoined, setError);
  };
  return (
    <Frame title={text('join.title')}>
      <p>{text(wasInside ? 'join.left' : 'join.text')}</p>
      <Unsaved room={room} />
      {error !== null && <Problem error={error} />}
      <button type="button" class="primary" onClick={join}>
        {text('join.submit')}
      </button>
      <RoomsLink />
    </Frame>
  );
}

function RoomsLink() {
  return (
    <p>
      <a href="/app/rooms">{text('rooms')}</a>
    </p>
  );
}

function Loading({ isFull = false }: { readonly isFull?: boolean }) {
  return (
    <Frame title={text('loading')}>
      <p role="status">{text(isFull ? 'loading.full' : 'loading.text')}</p>
    </Frame>
  );
}
