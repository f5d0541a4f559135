import { ProblemError } from '@lyceum/sdk';
import { problemSaid } from '../src/texts/problems.ts';
import { text } from './text.ts';

/** What went wrong, in the words of the server where it has some. */
export function Problem({ error }: { readonly error: unknown }) {
  if (!(error instanceof ProblemError))
    return (
      <p role="alert" class="notice bad">
        {text('problem.network')}
      </p>
    );
  const { title, detail, faults } = problemSaid(error);
  return (
    <div role="alert" class="notice bad">
      <p>
        <strong lang={title.lang}>{title.text}</strong>
      </p>
      {detail && <p lang={detail.lang}>{detail.text}</p>}
      {faults.map((fault) => (
        <p key={fault.text} lang={fault.lang}>
          {fault.text}
        </p>
      ))}
    </div>
  );
}
