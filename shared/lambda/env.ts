/** A setting of this function. @throws Error that names it, if the stack has not set it */
export function env(name: string): string {
  const value = process.env[name]
  if (!value) throw new Error(`the environment variable ${name} is not set`)
  return value
}
