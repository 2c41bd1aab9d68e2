import { defineConfig } from 'vitest/config'

/** The deploy proof, `npm run test:deploy`: minutes, not seconds, for it waits for a schedule. */
export default defineConfig({
  test: {
    include: ['test/deploy/**/*.test.ts'],
    testTimeout: 260_000,
    hookTimeout: 90_000,
    bail: 1, // each step builds on the last
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
  },
})
