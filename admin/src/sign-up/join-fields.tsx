import type { JoinWish } from '@lyceum/sdk';
import { Loader, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lyceum } from '../lyceum.ts';
import { TextInput } from '../shell/fields/text-input.tsx';
import { textIn, textOrNull } from '../shell/form-values.ts';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { useText } from '../texts/use-text.ts';

/** @returns the code in the address of the page; null where there is none */
export function joinCodeIn(search: string): string | null {
  return new URLSearchParams(search).get('join')?.trim() || null;
}

/** @returns what is asked for by the fields */
export function joinWishIn(given: FormData, code: string): JoinWish {
  const said = (name: string) => (given.has(name) ? { [name]: textOrNull(given, name) } : {});
  return {
    code: textIn(given, 'code') || code,
    ...said('specialization'),
    ...said('employeeId'),
    ...said('studentNumber'),
  };
}

/** Says what one asks for by a code, and takes what the profile will say. */
export function JoinFields({ code }: { readonly code: string }) {
  const text = useText();
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['join-code', code],
    queryFn: ({ signal }) => lyceum.joinCodes.getByCode(code, { signal }),
    retry: false,
  });
  if (isPending) return <Loader aria-label={text('app.loading')} role="status" />;
  if (error) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
  const { organizationName: organization, role, admitsAtOnce } = data;
  return (
    <>
      <Text style={{ overflowWrap: 'anywhere' }}>
        {text(admitsAtOnce ? 'joining.asks.atOnce' : 'joining.asks', {
          organization,
          role: text(`joining.role.${role}`),
        })}
      </Text>
      {role === 'student' ? (
        <TextInput name="studentNumber" label={text('joining.studentNumber')} maxLength={50} />
      ) : (
        <>
          <TextInput name="specialization" label={text('joining.specialization')} maxLength={200} />
          <TextInput name="employeeId" label={text('joining.employeeId')} maxLength={50} />
        </>
      )}
    </>
  );
}
