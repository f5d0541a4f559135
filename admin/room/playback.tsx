import { SessionHistoryApi } from '@lyceum/sdk';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { History } from './history.ts';
import type { Pass } from './pass.ts';
import { Problem } from './problem.tsx';
import type { Room } from './room.ts';
import { text } from './text.ts';
import { moment } from './times.ts';

const SPEEDS = [1, 4, 16] as const;

interface Props {
  readonly room: Room;
  readonly pass: Pass;
}

/** How what is written came to be: by whom, and at the speed that somebody wants. */
export function Playback(props: Props) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details class="output" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{text('playback')}</summary>
      {isOpen && <Player {...props} />}
    </details>
  );
}

function Player({ room, pass }: Props) {
  const { history, names, loaded, hasMore, isLoading, error, loadMore } = useHistory(room, pass);
  const [count, setCount] = useState(1);
  const [speed, setSpeed] = useState<number>(4);
  const [isPlaying, setPlaying] = useState(false);
  const [wanted, setWanted] = useState('main');
  useEffect(() => {
    if (!isPlaying) return;
    if (count < loaded) {
      const timer = setTimeout(() => setCount(count + 1), history.pauseAfter(count, speed));
      return () => clearTimeout(timer);
    }
    // It goes on once more is there.
    if (isLoading) return;
    if (hasMore && error === null) loadMore();
    else setPlaying(false);
    return;
  }, [isPlaying, count, speed, loaded, hasMore, isLoading]);
  if (loaded === 0) return error === null ? <p role="status">{text('loading.text')}</p> : <Problem error={error} />;
  const files = history.filesAfter(count);
  const file = files.find(({ id }) => id === wanted) ?? files[0];
  const step = history.lastOf(count);
  const begin = () => {
    if (count >= loaded && !hasMore && !isLoading) setCount(1);
    setPlaying(!isPlaying);
  };
  return (
    <>
      {error !== null && <Problem error={error} />}
      <div class="one-line">
        <button type="button" onClick={begin}>
          {text(isPlaying ? 'playback.stop' : 'playback.start')}
        </button>
        <label>
          {text('playback.speed')}
          <select value={speed} onChange={({ currentTarget: { value } }) => setSpeed(Number(value))}>
            {SPEEDS.map((one) => (
              <option key={one} value={one}>
                {one} ×
              </option>
            ))}
          </select>
        </label>
        {files.length > 1 && (
          <label>
            {text('playback.file')}
            <select value={file?.id} onChange={({ currentTarget: { value } }) => setWanted(value)}>
              {files.map(({ id, path }) => (
                <option key={id} value={id}>
                  {path}
                </option>
              ))}
            </select>
          </label>
        )}
      </div>
      <label>
        {text('playback.place')}
        <input
          type="range"
          min={1}
          max={loaded}
          value={count}
          aria-valuetext={text('playback.place.of', { count, all: loaded })}
          onInput={({ currentTarget: { value } }) => {
            setPlaying(false);
            setCount(Number(value));
          }}
        />
      </label>
      {hasMore && (
        <button type="button" onClick={loadMore}>
          {text('playback.more')}
        </button>
      )}
      {step && (
        <p class="hint">
          <time dateTime={step.at}>{moment(step.at)}</time>
          {step.authorIds.length > 0 && ` · ${step.authorIds.map((id) => names.get(id) ?? '').join(', ')}`}
        </p>
      )}
      {file && (
        <pre tabIndex={0} role="region" aria-label={text('playback.text', { file: file.path })}>
          {file.content}
        </pre>
      )}
    </>
  );
}

/** What is loaded of the history: the first page, and more when it is wanted. */
function useHistory(room: Room, pass: Pass) {
  const history = useMemo(() => new History(), [room]);
  const names = useMemo(() => new Map<string, string>(), [room]);
  const [loaded, setLoaded] = useState(0);
  const [next, setNext] = useState<number | null>(null);
  const [isLoading, setLoading] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const load = (after?: number) => {
    setNext(null);
    setLoading(true);
    setError(null);
    new SessionHistoryApi(pass.connection).list(room.id, after === undefined ? {} : { after }).then(
      (page) => {
        history.add(page.updates);
        for (const { id, name } of page.people) names.set(id, name);
        setNext(page.next);
        setLoaded(history.length);
        setLoading(false);
      },
      (reason: unknown) => {
        setError(reason);
        setNext(after ?? null);
        setLoading(false);
      },
    );
  };
  useEffect(() => load(), [room]);
  return {
    history,
    names,
    loaded,
    hasMore: next !== null,
    isLoading,
    error,
    loadMore: () => next !== null && load(next),
  };
}
