import type { SessionLanguage } from '@lyceum/sdk';
import { useRef, useState } from 'preact/hooks';
import { isLanguage, LANGUAGE_NAMES } from './language-names.ts';
import type { Refusal } from './messages.ts';
import { Problem } from './problem.tsx';
import { isUnfinished, type Runs, type RunSummary, type ShownRun } from './runs.ts';
import { text, type TextKey } from './text.ts';
import { moment } from './times.ts';
import { useSnapshot } from './use-snapshot.ts';

/** Of what is typed for a program. */
const LONGEST_LINE = 2_000;

interface Props {
  readonly runs: Runs;
  readonly canRun: boolean;
  readonly language: SessionLanguage;
  readonly languageName: string;
  readonly you: string | null;
  readonly program: () => { readonly path: string; readonly content: string }[];
}

/** Runs what is written, and shows what is printed. */
export function OutputPane({ runs, canRun, language, languageName, you, program }: Props) {
  const { shown, history, languages } = useSnapshot(runs);
  const [input, setInput] = useState('');
  const [isInteractive, setInteractive] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [isAsking, setAsking] = useState(false);
  const canBeRun = languages?.languages.some((one) => one.language === language);
  const isBusy = isAsking || (shown !== null && isUnfinished(shown));
  const start = () => {
    if (isBusy) return;
    setError(null);
    setAsking(true);
    void runs
      .start({
        ...{ language, files: program() },
        ...(input !== '' && { stdin: input }),
        ...(isInteractive && { interactive: true }),
      })
      .catch(setError)
      .finally(() => setAsking(false));
  };
  const stop = () => void runs.stop().catch(setError);
  return (
    <section class="output" aria-label={text('run.output')}>
      <div class="buttons">
        {canRun && canBeRun !== false && (
          <button type="button" class="primary" aria-disabled={isBusy} onClick={start}>
            {text('run.start', { language: languageName })}
          </button>
        )}
        {shown && isUnfinished(shown) && canRun && (
          <button type="button" onClick={stop}>
            {text('run.stop')}
          </button>
        )}
        {canRun && canBeRun === false && <p>{text('run.unsupported', { language: languageName })}</p>}
      </div>
      {canRun && (
        <details>
          <summary>{text('run.input')}</summary>
          <label>
            {text('run.input.label')}
            <textarea
              rows={3}
              value={input}
              spellcheck={false}
              onInput={({ currentTarget: { value } }) => setInput(value)}
            />
          </label>
          <label class="check">
            <input
              type="checkbox"
              checked={isInteractive}
              onChange={({ currentTarget: { checked } }) => setInteractive(checked)}
            />
            {text('run.interactive')}
          </label>
        </details>
      )}
      {error !== null && <Problem error={error} />}
      {shown ? <Shown run={shown} /> : <p>{text(canRun ? 'run.none' : 'run.none.viewer')}</p>}
      {shown?.isInteractive && isUnfinished(shown) && canRun && shown.runBy.id === you && (
        <TypeForm key={shown.id} refusal={shown.refusal} onType={(words) => runs.type(words)} />
      )}
      {runs.hasHistory && history.length > 0 && (
        <details>
          <summary>{text('run.history')}</summary>
          <ul class="history">
            {history.map((run) => (
              <li key={run.id}>
                <button type="button" onClick={() => void runs.look(run.id).catch(setError)}>
                  {moment(run.createdAt)} · {whoOf(run, you)} · {statusText(run)}
                </button>
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

interface TypeProps {
  readonly refusal: Refusal | null;
  /** @param text null: nothing follows */
  readonly onType: (text: string | null) => void;
}

/** Line by line, as in a terminal. */
function TypeForm({ refusal, onType }: TypeProps) {
  const field = useRef<HTMLInputElement>(null);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (!field.current) return;
    onType(`${field.current.value}\n`);
    field.current.value = '';
  };
  return (
    <form class="one-line" onSubmit={submit}>
      <label>
        {text('run.type')}
        <input ref={field} name="typed" maxLength={LONGEST_LINE} autocomplete="off" spellcheck={false} />
      </label>
      <button type="submit">{text('run.type.submit')}</button>
      <button type="button" onClick={() => onType(null)}>
        {text('run.type.end')}
      </button>
      {refusal && (
        <p role="alert" class="fault">
          {text('run.type.refused', { reason: refusal.message })}
        </p>
      )}
    </form>
  );
}

const whoOf = ({ runBy }: RunSummary, you: string | null) => (runBy.id === you ? text('people.you') : runBy.name);

function Shown({ run }: { readonly run: ShownRun }) {
  const { printed, result, language } = run;
  const isTruncated = result?.run?.truncated === true || result?.compile?.truncated === true;
  const hasOutput = printed.length > 0;
  return (
    <>
      <p class={`state ${run.status}`}>
        {statusText(run)}
        {' · '}
        {text('run.by', {
          name: run.runBy.name,
          language: isLanguage(language) ? LANGUAGE_NAMES[language] : language,
        })}
      </p>
      <pre tabIndex={0} role="region" aria-label={text('run.printed')}>
        {printed.map(({ stage, stream, text: words }, index) => (
          <span
            key={index}
            class={stream === 'typed' ? 'typed' : stream === 'stderr' || stage === 'compile' ? 'stderr' : undefined}
          >
            {words}
          </span>
        ))}
        {!hasOutput && <span class="hint">{text(isUnfinished(run) ? 'run.waiting' : 'run.silent')}</span>}
      </pre>
      {isTruncated && <p class="hint">{text('run.truncated')}</p>}
    </>
  );
}

/** How a run stands, in a few words. */
export function statusText(run: RunSummary & { readonly result?: ShownRun['result'] }): string {
  const status = text(`run.status.${run.status}` as TextKey);
  const exitCode = run.result?.run?.exitCode ?? 0;
  const words = exitCode !== 0 ? `${status} ${text('run.exitCode', { code: exitCode })}` : status;
  return run.executionTime === null ? words : `${words} (${text('run.milliseconds', { count: run.executionTime })})`;
}
