import type * as Y from 'yjs';
import type { RoomState } from './messages.ts';
import type { RoomView } from './room.ts';
import { text } from './text.ts';
import { keep } from './unsaved.tsx';

interface Props {
  readonly view: RoomView;
  readonly state: RoomState;
  readonly doc: Y.Doc;
  readonly onAgain: () => void;
}

/** Why nothing can be written now, and what becomes of what was. */
export function Notices({ view: { safety, refusal, over }, state, doc, onAgain }: Props) {
  const isLost = safety === 'refused' || over === 'edit_refused';
  const why = state.canWrite ? null : whyReadOnly(state);
  return (
    <div role="status">
      {why && <p class="notice">{text(`state.${why}`)}</p>}
      {state.hasPasteLog && <p class="notice">{text('pastes.on')}</p>}
      {safety === 'held' && <p class="notice bad">{text('safety.held.text')}</p>}
      {isLost && (
        <div class="notice bad">
          <p>
            <strong>{text('refused.title')}</strong>
          </p>
          {refusal && <p lang="en">{refusal.message}</p>}
          <p>{text('refused.text')}</p>
          <div class="buttons">
            <button type="button" onClick={() => keep(doc)}>
              {text('refused.keep')}
            </button>
            <button type="button" onClick={onAgain}>
              {text('refused.again')}
            </button>
          </div>
        </div>
      )}
    </div>
  );
}

function whyReadOnly({ status, isLocked, role }: RoomState) {
  if (status !== 'active') return status;
  return isLocked && role !== 'viewer' ? 'locked' : 'viewer';
}
