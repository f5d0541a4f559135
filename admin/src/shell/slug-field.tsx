import { Anchor, Stack } from '@mantine/core';
import { useText } from '../texts/use-text.ts';
import { TextInput } from './fields/text-input.tsx';

const LONGEST_SLUG = 60;

interface Props {
  /** Of the page that is there now. */
  readonly saved: string | null;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** The name of a public page in its address, with a link to the page. */
export function SlugField({ saved, value, onChange }: Props) {
  const text = useText();
  const address = (slug: string) => `${location.origin}/book/@${slug}`;
  return (
    <Stack gap={4}>
      <TextInput
        name="slug"
        label={text('page.slug')}
        description={text('page.slug.hint', { address: address('…') })}
        value={value}
        onChange={({ currentTarget: { value: given } }) => onChange(given)}
        maxLength={LONGEST_SLUG}
        autoCapitalize="none"
        autoComplete="off"
        spellCheck={false}
      />
      {saved !== null && (
        <Anchor href={address(saved)} target="_blank" size="sm" style={{ overflowWrap: 'anywhere' }}>
          {address(saved)}
        </Anchor>
      )}
    </Stack>
  );
}
