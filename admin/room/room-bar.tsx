import { SessionCollaboratorsApi, SessionInvitationsApi, type SessionRole, SessionsApi } from '@lyceum/sdk';
import { useState } from 'preact/hooks';
import type { RoomState } from './messages.ts';
import type { Pass } from './pass.ts';
import { PreferencesMenu } from './preferences-menu.tsx';
import { Problem } from './problem.tsx';
import type { Room, RoomView } from './room.ts';
import { text } from './text.ts';

interface Props {
  readonly room: Room;
  readonly pass: Pass;
  readonly view: RoomView;
  readonly state: RoomState;
}

const STEERS = ['owner', 'manager', 'admin'];

export const mayRun = ({ role }: Pick<RoomState, 'role'>) => STEERS.includes(role);

/** Which room it is, whether what is typed is safe, and what can be done with the room. */
export function RoomBar({ room, pass, view, state }: Props) {
  const { isLive, safety } = view;
  const shown = isLive ? safety : safety === 'saved' ? 'offline' : 'waiting';
  return (
    <header class="bar">
      <h1>{state.title}</h1>
      <p role="status" class={`safety ${shown}`}>
        {text(`safety.${shown}`)}
      </p>
      {!isLive && (
        <button type="button" onClick={() => room.connectNow()}>
          {text('state.reconnect')}
        </button>
      )}
      <div class="menus">
        {!pass.isGuest && <RoomMenu room={room} pass={pass} state={state} />}
        <PreferencesMenu hasCode />
      </div>
    </header>
  );
}

function RoomMenu({ room: { id }, pass, state: { role, status, isLocked, hasPasteLog } }: Omit<Props, 'view'>) {
  const [error, setError] = useState<unknown>(null);
  const sessions = new SessionsApi(pass.connection);
  const canSteer = mayRun({ role });
  const act = (work: () => PromiseLike<unknown>) => () => {
    setError(null);
    work().then(undefined, setError);
  };
  const leave = async () => {
    await new SessionCollaboratorsApi(pass.connection).leave(id);
    location.assign('/app/rooms');
  };
  return (
    <details class="menu">
      <summary>{text('room.menu')}</summary>
      <div>
        {error !== null && <Problem error={error} />}
        {canSteer && status === 'active' && (
          <button type="button" onClick={act(() => (isLocked ? sessions.unlock(id) : sessions.lock(id)))}>
            {text(isLocked ? 'room.unlock' : 'room.lock')}
          </button>
        )}
        {canSteer && status === 'active' && (
          <button type="button" onClick={act(() => sessions.pause(id))}>
            {text('room.pause')}
          </button>
        )}
        {canSteer && (status === 'active' || status === 'paused') && (
          <button type="button" onClick={act(() => sessions.complete(id))}>
            {text('room.complete')}
          </button>
        )}
        {canSteer && status !== 'active' && (status !== 'archived' || role !== 'admin') && (
          <button type="button" onClick={act(() => sessions.reopen(id))}>
            {text('room.reopen')}
          </button>
        )}
        {canSteer && status !== 'archived' && (
          <button type="button" onClick={act(() => sessions.update(id, { hasPasteLog: !hasPasteLog }))}>
            {text(hasPasteLog ? 'room.pastes.off' : 'room.pastes.on')}
          </button>
        )}
        {canSteer && status !== 'archived' && <Invite roomId={id} pass={pass} onError={setError} />}
        {role !== 'owner' && role !== 'manager' && (
          <button type="button" onClick={act(leave)}>
            {text('room.leave')}
          </button>
        )}
        <a href="/app/rooms">{text('rooms')}</a>
      </div>
    </details>
  );
}

interface InviteProps {
  readonly roomId: string;
  readonly pass: Pass;
  readonly onError: (error: unknown) => void;
}

/** Makes a link for others; its secret is shown this once. */
function Invite({ roomId, pass, onError }: InviteProps) {
  const [role, setRole] = useState<SessionRole>('editor');
  const [address, setAddress] = useState('');
  const [isCopied, setCopied] = useState(false);
  const make = () => {
    onError(null);
    setCopied(false);
    new SessionInvitationsApi(pass.connection).create(roomId, { role }).then(({ secret }) => {
      const link = `${location.origin}/rooms/${roomId}#invitation=${secret}`;
      setAddress(link);
      // Without a secure origin there is no clipboard; the link is there to be copied by hand.
      (navigator as { readonly clipboard?: Clipboard }).clipboard?.writeText(link).then(
        () => setCopied(true),
        () => undefined,
      );
    }, onError);
  };
  return (
    <div class="invite">
      <label>
        {text('invite.role')}
        <select
          value={role}
          onChange={({ currentTarget: { value } }) => setRole(value === 'viewer' ? 'viewer' : 'editor')}
        >
          <option value="editor">{text('invite.editor')}</option>
          <option value="viewer">{text('invite.viewer')}</option>
        </select>
      </label>
      <button type="button" onClick={make}>
        {text('invite.submit')}
      </button>
      {address !== '' && (
        <label>
          {text('invite.link')}
          <input readOnly value={address} onFocus={({ currentTarget }) => currentTarget.select()} />
        </label>
      )}
      <p role="status">{isCopied && text('invite.copied')}</p>
    </div>
  );
}
