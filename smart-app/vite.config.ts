/** One build, three pages: launch.html and index.html are the SMART app, ehr.html is the demonstration EHR. */
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  base: '/app/',
  plugins: [react()],
  // fhirclient then leaves out its polyfills for browsers without fetch.
  define: { FHIRCLIENT_PURE: 'true' },
  build: {
    outDir: '../dist/smart-app',
    emptyOutDir: true,
    // No data: addresses for assets, so that the content security policy can stay strict.
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: ['launch.html', 'index.html', 'ehr.html'].map((page) => `${import.meta.dirname}/${page}`),
    },
  },
});
