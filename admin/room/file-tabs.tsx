import { useEffect, useRef, useState } from 'preact/hooks';
import type * as Y from 'yjs';
import { addFile, deleteFile, type PathFault, pathFault, renameFile, type RoomFile } from './files.ts';
import { text } from './text.ts';

interface Props {
  readonly doc: Y.Doc;
  readonly files: readonly RoomFile[];
  readonly shown: RoomFile | undefined;
  readonly canWrite: boolean;
  readonly onChoose: (id: string) => void;
}

type Question = { readonly kind: 'new' } | { readonly kind: 'rename' | 'delete'; readonly file: RoomFile };

export function FileTabs({ doc, files, shown, canWrite, onChoose }: Props) {
  const [question, setQuestion] = useState<Question | null>(null);
  const nav = useRef<HTMLElement>(null);
  const closing = useRef<{ readonly to: string | null } | null>(null);
  const close = (to: string | null = null) => {
    closing.current = { to };
    setQuestion(null);
  };
  // The focus goes to the file that is shown then: a new one may come a moment later than the question goes.
  useEffect(() => {
    if (!closing.current || (closing.current.to ?? shown?.id) !== shown?.id) return;
    closing.current = null;
    nav.current?.querySelector<HTMLElement>('[aria-current]')?.focus();
  });
  return (
    <>
      <nav class="files" aria-label={text('files')} ref={nav}>
        <ul>
          {files.map(({ id, path }) => (
            <li key={id}>
              <button type="button" aria-current={id === shown?.id ? 'true' : undefined} onClick={() => onChoose(id)}>
                {path}
              </button>
            </li>
          ))}
        </ul>
        {canWrite && (
          <div class="buttons">
            <button type="button" onClick={() => setQuestion({ kind: 'new' })}>
              {text('files.new')}
            </button>
            {shown && (
              <button type="button" onClick={() => setQuestion({ kind: 'rename', file: shown })}>
                {text('files.rename')}
              </button>
            )}
            {shown && files.length > 1 && (
              <button type="button" onClick={() => setQuestion({ kind: 'delete', file: shown })}>
                {text('files.delete')}
              </button>
            )}
          </div>
        )}
      </nav>
      {canWrite && question && question.kind !== 'delete' && (
        <PathForm
          key={question.kind}
          files={files}
          file={question.kind === 'rename' ? question.file : null}
          onCancel={() => close()}
          onDone={(path) => {
            if (question.kind === 'rename') {
              renameFile(doc, question.file.id, path);
              close();
              return;
            }
            const id = addFile(doc, path);
            onChoose(id);
            close(id);
          }}
        />
      )}
      {canWrite && question?.kind === 'delete' && (
        <div class="notice" role="group" aria-label={text('files.delete')}>
          <p>{text('files.delete.text', { file: question.file.path })}</p>
          <div class="buttons">
            <button
              type="button"
              class="primary"
              ref={(button) => button?.focus()}
              onClick={() => {
                deleteFile(doc, question.file.id);
                close();
              }}
            >
              {text('files.delete.submit', { file: question.file.path })}
            </button>
            <button type="button" onClick={() => close()}>
              {text('cancel')}
            </button>
          </div>
        </div>
      )}
    </>
  );
}

interface FormProps {
  readonly files: readonly RoomFile[];
  readonly file: RoomFile | null;
  readonly onDone: (path: string) => void;
  readonly onCancel: () => void;
}

function PathForm({ files, file, onDone, onCancel }: FormProps) {
  const field = useRef<HTMLInputElement>(null);
  const [fault, setFault] = useState<PathFault | null>(null);
  const begin = (input: HTMLInputElement | null) => {
    if (input && !field.current) input.focus();
    field.current = input;
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const path = field.current?.value.trim() ?? '';
    const found = pathFault(files, path, file?.id);
    setFault(found);
    if (found) field.current?.focus();
    else onDone(path);
  };
  return (
    <form class="notice" onSubmit={submit}>
      <label>
        {file ? text('files.path.of', { file: file.path }) : text('files.path')}
        <input
          ref={begin}
          name="path"
          defaultValue={file?.path ?? ''}
          autocomplete="off"
          spellcheck={false}
          aria-invalid={fault !== null}
          aria-describedby={fault ? 'path-fault' : undefined}
        />
      </label>
      {fault && (
        <p id="path-fault" class="fault" role="alert">
          {text(`files.fault.${fault}`)}
        </p>
      )}
      <div class="buttons">
        <button type="submit" class="primary">
          {text(file ? 'files.rename' : 'files.make')}
        </button>
        <button type="button" onClick={onCancel}>
          {text('cancel')}
        </button>
      </div>
    </form>
  );
}
