import * as Y from 'yjs';
import { Cursors, cursorAt } from './cursors.ts';
import { answerFrame, awarenessFrame, editFrame, questionFrame, readFrame } from './frames.ts';
import type { RoomState } from './messages.ts';
import { RoomSync } from './room-sync.ts';

const WRITER: RoomState = {
  title: 'Room',
  language: 'python',
  status: 'active',
  isLocked: false,
  hasPasteLog: false,
  role: 'editor',
  canWrite: true,
};
const READER: RoomState = { ...WRITER, role: 'viewer', canWrite: false };

/** A page, and what it sends; `room` is the document of the server, which takes edits when it is told to. */
function opened() {
  const [doc, room] = [new Y.Doc(), new Y.Doc()];
  const cursors = new Cursors(doc);
  const sync = new RoomSync(doc, cursors, () => undefined);
  const sent: Uint8Array[] = [];
  const connect = (state = WRITER) => sync.begin(state, (frame) => sent.push(frame));
  const ask = () => sync.takeFrame(questionFrame(Y.encodeStateVector(room)));
  /** @returns how many edits there were */
  const takeEdits = () => {
    const edits = sent
      .splice(0)
      .map(readFrame)
      .filter(({ kind }) => kind === 'update');
    for (const { content } of edits) Y.applyUpdate(room, content);
    return edits.length;
  };
  const type = (words: string, at = 0) => doc.getText('text:main').insert(at, words);
  return {
    doc,
    room,
    cursors,
    sync,
    sent,
    connect,
    ask,
    takeEdits,
    type,
    text: () => room.getText('text:main').toJSON(),
  };
}

it('asks for what it lacks, and takes it', () => {
  const { doc, sync, sent, connect } = opened();
  const room = new Y.Doc();
  room.getText('text:main').insert(0, 'hello');
  connect();
  const [question] = sent.map(readFrame);
  expect(question!.kind).toBe('question');
  sync.takeFrame(answerFrame(Y.encodeStateAsUpdate(room, question!.content)));
  room.getText('text:main').insert(5, '!');
  sync.takeFrame(editFrame(Y.encodeStateAsUpdate(room)));
  expect(doc.getText('text:main').toJSON()).toBe('hello!');
  expect(sync.safety).toBe('saved');
});

it('says when what was typed is saved: the last edit, not one before', () => {
  const { sync, connect, ask, takeEdits, type, text } = opened();
  connect();
  ask();
  type('a');
  type('b');
  expect(takeEdits()).toBe(3);
  sync.takeMessage({ type: 'saved', number: 2 });
  expect(sync.safety).toBe('saving');
  sync.takeMessage({ type: 'saved', number: 3 });
  expect(sync.safety).toBe('saved');
  expect(text()).toBe('ba');
});

it('brings what was typed without a connection once, when the server asks, and nothing before', () => {
  const { sync, connect, ask, takeEdits, type, text } = opened();
  type('a');
  expect(sync.safety).toBe('waiting');
  connect();
  type('b', 1);
  expect(takeEdits()).toBe(0);
  sync.takeMessage({ type: 'saved', number: 0 });
  expect(sync.safety).toBe('saving');
  ask();
  expect(takeEdits()).toBe(1);
  sync.takeMessage({ type: 'saved', number: 1 });
  expect(sync.safety).toBe('saved');

  sync.end();
  type('c', 2);
  connect();
  ask();
  expect(takeEdits()).toBe(1);
  expect(text()).toBe('abc');
  sync.takeMessage({ type: 'saved', number: 1 });
  expect(sync.safety).toBe('saved');
});

it('holds what was typed by somebody who may not write any more, until they may', () => {
  const { sync, connect, ask, takeEdits, type, text } = opened();
  type('a');
  connect(READER);
  expect(sync.safety).toBe('held');
  sync.takeMessage({ type: 'refused', number: 1, code: 'read_only', message: 'You cannot write.' });
  expect(sync.safety).toBe('refused');
  sync.know(WRITER);
  ask();
  takeEdits();
  expect(sync).toMatchObject({ safety: 'saving', refusal: null });
  expect(text()).toBe('a');
});

it('sends nothing after an edit that was refused for good, and goes on after one that could not be saved', () => {
  const { sync, connect, ask, takeEdits, type } = opened();
  connect();
  ask();
  type('a');
  sync.takeMessage({ type: 'refused', number: 2, code: 'cannot_be_saved', message: 'Wait.' });
  type('b');
  expect(takeEdits()).toBe(3);
  sync.takeMessage({ type: 'refused', number: 3, code: 'document_too_large', message: 'It is full.' });
  type('c');
  expect(takeEdits()).toBe(0);
  expect(sync).toMatchObject({ safety: 'refused', refusal: { code: 'document_too_large' } });
});

it('knows where others are, by who the server says they are, as long as they are there', () => {
  const { doc, sync, cursors, connect, type } = opened();
  connect();
  type('hello');
  const person = { id: 'ada', name: 'Ada', color: '#1971c2' };
  const cursor = cursorAt(doc.getText('text:main'), 1, 4);
  const say = (state: object | null) => sync.takeFrame(awarenessFrame(99, 1, state as object));
  say({ user: person, cursor });
  const [other] = cursors.all;
  expect(other).toMatchObject({ clientId: 99, person });
  doc.getText('text:main').insert(0, '> ');
  expect(cursors.placeOf(other!.cursor)).toMatchObject({ anchor: 3, head: 6 });
  say({ user: person, cursor: null });
  expect(cursors.all).toEqual([]);
  say({ user: person, cursor });
  sync.end();
  expect(cursors.all).toEqual([]);
});

it('says where its own cursor is again on each connection, with a later clock', () => {
  const { sync, sent, connect } = opened();
  sync.sayWhere({ cursor: null });
  connect();
  connect();
  const said = sent.map(readFrame).filter(({ kind }) => kind === 'awareness');
  expect(said).toHaveLength(2);
  expect(said[0]).not.toEqual(said[1]);
});
