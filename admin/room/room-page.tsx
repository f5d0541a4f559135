import { useCallback, useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { Chat } from './chat.tsx';
import { EditorPane } from './editor-pane.tsx';
import { FileTabs } from './file-tabs.tsx';
import { filesOf, onFiles, textOf } from './files.ts';
import { isLanguage, LANGUAGE_NAMES, languageOf } from './language-names.ts';
import { Notices } from './notices.tsx';
import { OutputPane, statusText } from './output-pane.tsx';
import { shownName } from './names.ts';
import type { Pass } from './pass.ts';
import { Pastes } from './pastes.tsx';
import { People } from './people.tsx';
import { Playback } from './playback.tsx';
import { preferences } from './preferences.ts';
import type { Room } from './room.ts';
import { mayRun, RoomBar } from './room-bar.tsx';
import { Runs } from './runs.ts';
import { text } from './text.ts';
import { useWarningBeforeLeaving } from './unsaved.tsx';
import { useSnapshot } from './use-snapshot.ts';
import { Versions } from './versions.tsx';

interface Props {
  readonly room: Room;
  readonly pass: Pass;
  /** Loads the room anew. */
  readonly onAgain: () => void;
}

export function RoomPage({ room, pass, onAgain }: Props) {
  const view = useSnapshot(room);
  const { isDark } = useSnapshot(preferences);
  const files = useFiles(room);
  const [wanted, setWanted] = useState('main');
  const [followed, setFollowed] = useState<number | null>(null);
  const [said, say] = useState('');
  const runs = useRuns(room, pass, say);
  const file = files.find(({ id }) => id === wanted) ?? files[0];
  const state = view.room;
  useWarningBeforeLeaving(view.safety !== 'saved');
  useFollowing(room, followed, files, setWanted);
  const title = state?.title ?? '';
  useEffect(() => {
    document.title = `${title} – Lyceum`;
  }, [title]);
  useEffect(
    () =>
      room.onNews((news) => {
        if ((news.type === 'joined' || news.type === 'left') && news.person.id !== view.you?.id)
          say(text(`people.${news.type}`, { name: shownName(news.person) }));
        if (news.type === 'back') say(text('state.back'));
        if (news.type === 'paste')
          say(text('pastes.noted', { name: shownName(news.person), count: news.length, file: news.file.path }));
      }),
    [room, view.you?.id],
  );
  if (!state) return null;
  const canWrite = state.canWrite && (view.refusal === null || view.refusal.code === 'read_only');
  const language = file ? languageOf(file.path) : null;
  const runLanguage = language ?? (isLanguage(state.language) ? state.language : 'javascript');
  return (
    <>
      <RoomBar room={room} pass={pass} view={view} state={state} />
      <main class="room">
        <section class="work" aria-label={text('files')}>
          <Notices view={view} state={state} doc={room.doc} onAgain={onAgain} />
          <FileTabs doc={room.doc} files={files} shown={file} canWrite={canWrite} onChoose={setWanted} />
          {file && (
            <EditorPane
              key={file.id}
              room={room}
              file={file}
              followed={followed}
              look={{
                language,
                isReadOnly: !canWrite,
                isDark,
                label: text('editor.label', { file: file.path }),
                hint: 'editor-hint',
              }}
            />
          )}
          <p id="editor-hint" class="hint">
            {text('editor.hint')}
          </p>
          <OutputPane
            runs={runs}
            canRun={canWrite && view.isLive && !pass.isGuest}
            language={runLanguage}
            languageName={LANGUAGE_NAMES[runLanguage]}
            you={view.you?.id ?? null}
            program={() => programOf(room, file?.id)}
          />
          {!pass.isGuest && (
            <Versions
              room={room}
              pass={pass}
              canWrite={canWrite && view.isLive}
              isSaved={view.safety === 'saved'}
              onSaid={say}
            />
          )}
          {!pass.isGuest && <Playback room={room} pass={pass} />}
          {!pass.isGuest && mayRun(state) && <Pastes room={room} pass={pass} isOn={state.hasPasteLog} />}
        </section>
        <aside>
          <People view={view} followed={followed} onFollow={setFollowed} />
          <Chat room={room} pass={pass} you={view.you?.id ?? null} isOpen={view.isLive && isOpenFor(state.status)} />
        </aside>
      </main>
      <p role="status" class="hidden">
        {said}
      </p>
    </>
  );
}

const isOpenFor = (status: string) => status === 'active' || status === 'paused';

function useFiles(room: Room) {
  const [files, setFiles] = useState(() => filesOf(room.doc));
  useEffect(() => {
    const show = () => setFiles(filesOf(room.doc));
    show();
    return onFiles(room.doc, show);
  }, [room]);
  return files;
}

function useRuns(room: Room, pass: Pass, say: (words: string) => void): Runs {
  const runs = useMemo(() => new Runs(room, pass, (run) => say(statusText(run))), [room, pass, say]);
  useEffect(() => {
    // What fails here is asked again when the connection is back.
    const load = () => void runs.load().catch(() => undefined);
    load();
    return room.onNews((news) => {
      if (news.type === 'back') load();
      else runs.take(news);
    });
  }, [room, runs]);
  return runs;
}

/** Shows the file in which the followed person is. */
function useFollowing(
  room: Room,
  followed: number | null,
  files: ReturnType<typeof filesOf>,
  onFile: (id: string) => void,
): void {
  const known = useRef(files);
  known.current = files;
  const look = useCallback(() => {
    const cursor = room.cursors.all.find(({ clientId }) => clientId === followed)?.cursor;
    const place = cursor && room.cursors.placeOf(cursor);
    const file = place && known.current.find(({ id }) => textOf(room.doc, id) === place.text);
    if (file) onFile(file.id);
  }, [room, followed, onFile]);
  useEffect(() => {
    look();
    return room.cursors.subscribe(look);
  }, [room, look]);
}

/** The file that is looked at runs, with the others beside it. */
function programOf(room: Room, first: string | undefined) {
  const files = filesOf(room.doc);
  const ordered = [...files.filter(({ id }) => id === first), ...files.filter(({ id }) => id !== first)];
  return ordered.map(({ id, path }) => ({ path, content: textOf(room.doc, id).toJSON() }));
}
