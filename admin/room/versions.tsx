import {
  type SessionDifference,
  type SessionFileDifference,
  type SessionVersion,
  SessionVersionsApi,
} from '@lyceum/sdk';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Pass } from './pass.ts';
import { Problem } from './problem.tsx';
import type { Room } from './room.ts';
import { text, type TextKey } from './text.ts';
import { moment } from './times.ts';

/** Of one request. */
const PAGE = 100;
const LONGEST_NAME = 100;

interface Props {
  readonly room: Room;
  readonly pass: Pass;
  readonly canWrite: boolean;
  /** What is typed and not stored yet would be in no version. */
  readonly isSaved: boolean;
  readonly onSaid: (words: string) => void;
}

type Question =
  | { readonly kind: 'difference'; readonly of: SessionVersion; readonly difference: SessionDifference }
  | { readonly kind: 'restore'; readonly of: SessionVersion };

/** What was written at some moments: kept under a name, compared with what is there, and put in its place. */
export function Versions(props: Props) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details class="output" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{text('versions')}</summary>
      {isOpen && <List {...props} />}
    </details>
  );
}

function List({ room, pass, canWrite, isSaved, onSaid }: Props) {
  const [versions, setVersions] = useState<readonly SessionVersion[] | null>(null);
  const [question, setQuestion] = useState<Question | null>(null);
  const [error, setError] = useState<unknown>(null);
  const api = new SessionVersionsApi(pass.connection);
  const attempt = (work: () => Promise<void>) => {
    setError(null);
    void work().catch(setError);
  };
  const load = async () => {
    const all: SessionVersion[] = [];
    for await (const version of api.list(room.id, { limit: PAGE })) all.push(version);
    setVersions(all);
  };
  const opener = useRef<HTMLElement | null>(null);
  const close = () => {
    setQuestion(null);
    opener.current?.focus();
  };
  useEffect(() => {
    attempt(load);
    return room.onNews(({ type }) => {
      if (type === 'back') attempt(load);
    });
  }, [room]);
  const keep = (name: string) =>
    attempt(async () => {
      await api.create(room.id, { name });
      onSaid(text('versions.kept', { name }));
      await load();
    });
  const compare = (version: SessionVersion) =>
    attempt(async () => {
      setQuestion({ kind: 'difference', of: version, difference: await api.getDifference(room.id, version.id) });
    });
  const restore = (version: SessionVersion) =>
    attempt(async () => {
      await api.restore(room.id, version.id);
      close();
      onSaid(text('versions.restored', { name: nameOf(version) }));
      await load();
    });
  return (
    <>
      {canWrite && <KeepForm isSaved={isSaved} onKeep={keep} />}
      {error !== null && <Problem error={error} />}
      {versions?.length === 0 && <p>{text(canWrite ? 'versions.none' : 'versions.none.viewer')}</p>}
      <ul class="versions">
        {versions?.map((version) => (
          <li key={version.id}>
            <p>
              <strong>{nameOf(version)}</strong>{' '}
              <span class="hint">
                {moment(version.createdAt)} · {version.createdBy.name}
              </span>
            </p>
            <div class="buttons">
              <button
                type="button"
                aria-label={text('versions.compare.of', { name: nameOf(version) })}
                onClick={({ currentTarget }) => {
                  opener.current = currentTarget;
                  compare(version);
                }}
              >
                {text('versions.compare')}
              </button>
              {canWrite && (
                <button
                  type="button"
                  aria-label={text('versions.restore.of', { name: nameOf(version) })}
                  onClick={({ currentTarget }) => {
                    opener.current = currentTarget;
                    setQuestion({ kind: 'restore', of: version });
                  }}
                >
                  {text('versions.restore')}
                </button>
              )}
            </div>
            {question?.of.id === version.id && (
              <Answer
                key={question.kind}
                question={question}
                canWrite={canWrite}
                onRestore={() => restore(version)}
                onClose={close}
              />
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

const nameOf = ({ name }: SessionVersion) => name ?? text('versions.automatic');

function KeepForm({ isSaved, onKeep }: { readonly isSaved: boolean; readonly onKeep: (name: string) => void }) {
  const [name, setName] = useState('');
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (!isSaved || name.trim() === '') return;
    onKeep(name.trim());
    setName('');
  };
  return (
    <form class="one-line" onSubmit={submit}>
      <label>
        {text('versions.name')}
        <input
          name="version"
          value={name}
          maxLength={LONGEST_NAME}
          autocomplete="off"
          onInput={({ currentTarget: { value } }) => setName(value)}
        />
      </label>
      <button type="submit" aria-disabled={!isSaved}>
        {text('versions.keep')}
      </button>
    </form>
  );
}

interface AnswerProps {
  readonly question: Question;
  readonly canWrite: boolean;
  readonly onRestore: () => void;
  readonly onClose: () => void;
}

function Answer({ question, canWrite, onRestore, onClose }: AnswerProps) {
  const label = text(`versions.${question.kind === 'restore' ? 'restore' : 'compare'}.of`, {
    name: nameOf(question.of),
  });
  return (
    <div class="notice" role="group" aria-label={label} tabIndex={-1} ref={focusOnce}>
      {question.kind === 'difference' ? (
        <Difference difference={question.difference} />
      ) : (
        <p>{text('versions.restore.text')}</p>
      )}
      <div class="buttons">
        {question.kind === 'restore' && canWrite && (
          <button type="button" class="primary" onClick={onRestore}>
            {text('versions.restore.submit')}
          </button>
        )}
        <button type="button" onClick={onClose}>
          {text(question.kind === 'restore' ? 'cancel' : 'versions.close')}
        </button>
      </div>
    </div>
  );
}

function focusOnce(element: HTMLElement | null): void {
  element?.focus();
}

function Difference({ difference: { files } }: { readonly difference: SessionDifference }) {
  if (files.length === 0) return <p>{text('versions.same')}</p>;
  return (
    <>
      {files.map((file) => (
        <File key={file.id} file={file} />
      ))}
    </>
  );
}

/** After `\\` it is said that the line before has no end, which changes nothing that is seen here. */
const isOfTheText = (line: string) => !line.startsWith('\\');

const LINE_CLASSES: Readonly<Record<string, string>> = { '+': 'added', '-': 'removed' };

function File({ file: { path, formerPath, change, isTooLarge, hunks } }: { readonly file: SessionFileDifference }) {
  const title = text(`versions.change.${formerPath === null ? change : 'renamed'}` as TextKey, {
    file: path,
    former: formerPath ?? path,
  });
  return (
    <>
      <p>{title}</p>
      {isTooLarge && <p class="hint">{text('versions.tooLarge')}</p>}
      {hunks.length > 0 && (
        <pre tabIndex={0} role="region" aria-label={title}>
          {hunks.map(({ newStart, lines }) => (
            <div key={newStart} class="hunk">
              <span class="hint">{text('versions.line', { line: newStart })}</span>
              {lines.filter(isOfTheText).map((line, index) => (
                <div key={index} class={LINE_CLASSES[line.charAt(0)]}>
                  {line}
                </div>
              ))}
            </div>
          ))}
        </pre>
      )}
    </>
  );
}
