import { useEffect } from 'preact/hooks';
import type * as Y from 'yjs';
import { filesOf, textOf } from './files.ts';
import type { Room } from './room.ts';
import { text } from './text.ts';
import { useSnapshot } from './use-snapshot.ts';

/** What somebody typed and the room does not have, where the room is not shown any more. */
export function Unsaved({ room }: { readonly room: Room }) {
  const isUnsaved = useSnapshot(room).safety !== 'saved';
  useWarningBeforeLeaving(isUnsaved);
  if (!isUnsaved) return null;
  return (
    <div class="notice bad">
      <p>{text('unsaved.text')}</p>
      <button type="button" onClick={() => keep(room.doc)}>
        {text('refused.keep')}
      </button>
    </div>
  );
}

/** As a file of this device: all texts as they are here. */
export function keep(doc: Y.Doc): void {
  const whole = filesOf(doc).map(({ id, path }) => `=== ${path} ===\n${textOf(doc, id).toJSON()}`);
  const address = URL.createObjectURL(new Blob([whole.join('\n\n')], { type: 'text/plain' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = 'room.txt';
  link.click();
  URL.revokeObjectURL(address);
}

export function useWarningBeforeLeaving(isUnsaved: boolean): void {
  useEffect(() => {
    if (!isUnsaved) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [isUnsaved]);
}
