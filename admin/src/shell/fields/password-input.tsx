import { PasswordInput as Plain, type PasswordInputProps } from '@mantine/core';
import { useFault } from '../form.tsx';

export function PasswordInput(props: PasswordInputProps) {
  const fault = useFault(props.name);
  // Mantine marks what is around the field.
  return <Plain error={fault} {...(fault && { 'aria-invalid': true })} {...props} />;
}
