import { useEffect, useRef, useState } from 'preact/hooks';
import * as Y from 'yjs';
import { nonceOf } from '../src/nonce.ts';
import type { Editor, Look } from './editor.ts';
import { textOf } from './files.ts';
import type { RoomFile } from './files.ts';
import { preferences } from './preferences.ts';
import type { Room } from './room.ts';
import { text } from './text.ts';
import { useSnapshot } from './use-snapshot.ts';

interface Props {
  readonly room: Room;
  readonly file: RoomFile;
  /** The client id of whoever is followed. */
  readonly followed: number | null;
  readonly look: Look;
}

/** Of each file, what its reader can take back: it outlives the editor of the file. */
const undos = new WeakMap<Y.Text, Y.UndoManager>();

function undoOf(content: Y.Text): Y.UndoManager {
  const undo = undos.get(content) ?? new Y.UndoManager(content);
  undos.set(content, undo);
  return undo;
}

export function EditorPane({ room, file, followed, look }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const [editor, setEditor] = useState<Editor | null>(null);
  const { language: pageLanguage, fontSize, tabSize, wordWrap } = useSnapshot(preferences);
  useEffect(() => {
    const parent = place.current;
    if (!parent) return;
    let made: Editor | null = null;
    let isGone = false;
    // The editor is the greater part of the page's scripts: people and chat are there before it.
    void import('./editor.ts').then((module) => {
      if (isGone) return;
      const content = textOf(room.doc, file.id);
      made = new module.Editor({
        parent,
        text: content,
        cursors: room.cursors,
        undo: undoOf(content),
        nonce: nonceOf(document),
        phrases: phrases(),
        onCursor: (state) => room.sayWhere(state),
      });
      setEditor(made);
    });
    return () => {
      isGone = true;
      made?.destroy();
      setEditor(null);
    };
  }, [room, file.id, pageLanguage]);
  const { language, isReadOnly, isDark, label, hint } = look;
  useEffect(
    () => editor?.show({ language, isReadOnly, isDark, label, hint }),
    [editor, language, isReadOnly, isDark, label, hint],
  );
  useEffect(() => editor?.lay({ tabSize, wordWrap }), [editor, tabSize, wordWrap]);
  useEffect(() => editor?.measure(), [editor, fontSize]);
  useEffect(() => {
    if (!editor || followed === null) return;
    const content = textOf(room.doc, file.id);
    const look = () => {
      const cursor = room.cursors.all.find(({ clientId }) => clientId === followed)?.cursor;
      const at = cursor && room.cursors.placeOf(cursor);
      if (at?.text === content) editor.scrollTo(at.head);
    };
    look();
    return room.cursors.subscribe(look);
  }, [editor, followed, room, file.id]);
  return <div class="editor" ref={place} />;
}

/** What the search of the editor says. */
function phrases(): Readonly<Record<string, string>> {
  return {
    Find: text('search.find'),
    Replace: text('search.replace'),
    next: text('search.next'),
    previous: text('search.previous'),
    all: text('search.all'),
    'match case': text('search.case'),
    regexp: text('search.regexp'),
    'by word': text('search.word'),
    replace: text('search.replaceOne'),
    'replace all': text('search.replaceAll'),
    close: text('search.close'),
  };
}
