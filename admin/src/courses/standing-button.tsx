import { DialogButton } from '../shell/dialog-button.tsx';
import { useText } from '../texts/use-text.ts';
import { COURSES } from './course-queries.ts';

interface Props {
  readonly name: string;
  readonly isActive: boolean;
  /** What follows from it. */
  readonly means: string;
  readonly isOneOfMany?: boolean;
  readonly action: () => PromiseLike<unknown>;
  /** With what was done. */
  readonly onDone: (said: string) => void;
}

/** Archives what is in use, and takes back into use what is archived. */
export function StandingButton({ name, isActive, means, isOneOfMany = false, action, onDone }: Props) {
  const text = useText();
  return (
    <DialogButton
      {...(isOneOfMany && { about: name })}
      label={text(isActive ? 'courses.archive' : 'courses.restore')}
      title={name}
      submit={text(isActive ? 'courses.archive.submit' : 'courses.restore.submit')}
      action={action}
      changes={COURSES}
      onDone={() => onDone(text(isActive ? 'courses.archived' : 'courses.restored', { name }))}
      says={means}
    />
  );
}
