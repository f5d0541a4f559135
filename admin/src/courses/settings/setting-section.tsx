import { Loader } from '@mantine/core';
import { type UseQueryResult, useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { SaveForm } from '../../profile/save-form.tsx';
import { ProblemAlert } from '../../shell/problem-alert.tsx';
import { Section } from '../../shell/section.tsx';
import { useText } from '../../texts/use-text.ts';
import { COURSES } from '../course-queries.ts';

interface FieldsProps<Setting> {
  /** @param filled what the fields were filled from, or what was saved from here since */
  readonly save: (given: FormData, filled: Setting) => PromiseLike<Setting>;
  readonly children: (filled: Setting) => ReactNode;
}

interface Props<Setting> extends FieldsProps<Setting> {
  readonly title: string;
  /** What a change of it plans anew, and what stays. */
  readonly hint: string;
  readonly query: UseQueryResult<Setting>;
  /** With another one the fields are filled anew. */
  readonly filling?: number;
  /** What else can be done about it. */
  readonly besides?: ReactNode;
}

/** Something that holds for all courses, with what is set now. */
export function SettingSection<Setting>({ title, hint, query, filling = 0, save, children, besides }: Props<Setting>) {
  const text = useText();
  const { data, error, isPending, refetch } = query;
  return (
    <Section title={title} hint={hint}>
      {error && <ProblemAlert error={error} onRetry={() => void refetch()} />}
      {isPending && <Loader aria-label={text('app.loading')} role="status" />}
      {data !== undefined && (
        <Fields key={filling} present={data} save={save}>
          {children}
        </Fields>
      )}
      {besides}
    </Section>
  );
}

function Fields<Setting>({ present, save, children }: FieldsProps<Setting> & { readonly present: Setting }) {
  const text = useText();
  const queries = useQueryClient();
  // They stay as they are when somebody else changes it, and saving them is refused then.
  const [filled, setFilled] = useState(present);
  const change = useMutation({
    mutationFn: async (given: FormData) => save(given, filled),
    onSuccess: (saved) => {
      setFilled(saved);
      // What follows from it is planned anew.
      return queries.invalidateQueries({ queryKey: COURSES });
    },
  });
  return (
    <SaveForm
      submit={text('courseSettings.save')}
      isBusy={change.isPending}
      error={change.error}
      done={change.isSuccess ? text('courseSettings.saved') : null}
      onSubmit={(form) => change.mutate(new FormData(form))}
    >
      {children(filled)}
    </SaveForm>
  );
}
