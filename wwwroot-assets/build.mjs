// Bundles css/ and ts/ into src/Webmail.Web/wwwroot/dist under content-hashed names, each with a .br and a .gz beside it,
// and writes manifest.json last. Needs nothing but Node to start: packages are installed here when the lock file changed,
// so that a fresh clone builds with one `dotnet run`.
//   node build.mjs --mud <folder of MudBlazor's static web assets> --out <dist>
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, readdir, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const here = dirname(fileURLToPath(import.meta.url));
const { values } = parseArgs({
  options: {
    mud: { type: "string" },
    out: { type: "string", default: resolve(here, "../src/Webmail.Web/wwwroot/dist") },
  },
});
const out = resolve(values.out);
const lock = join(here, ".build-lock");
const staleLock = 60_000;

// The name on the left is what AssetManifest knows; parts are imported by these.
const styles = { app: "css/app.css", login: "css/login.css", pages: "css/pages.css", mud: "css/mud.css" };
const scripts = {
  app: "ts/app.ts",
  mail: "ts/mail/index.ts",
  servers: "ts/servers.ts",
  settings: "ts/settings.ts",
  passkeys: "ts/passkeys.ts",
  senders: "ts/senders.ts",
  pdf: "ts/pdf.ts",
};
// Runs without an origin: nothing it could import would be let in.
const frames = { "pdf-view": "ts/pdf-view.ts" };

await alone(async () => {
  await installPackages();
  const files = [...(await bundle()), ...(await copyMudScript())];
  await publish(files);
});

/** Two builds of the solution may run at once: the second waits for the first. */
async function alone(work) {
  for (;;) {
    try {
      await mkdir(lock);
      break;
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
      const age = Date.now() - ((await stat(lock).catch(() => null))?.mtimeMs ?? Date.now());
      if (age > staleLock) await rm(lock, { recursive: true, force: true });
      else await new Promise((done) => setTimeout(done, 200));
    }
  }
  const alive = setInterval(() => utimes(lock, new Date(), new Date()).catch(() => {}), 10_000);
  try {
    await work();
  } finally {
    clearInterval(alive);
    await rm(lock, { recursive: true, force: true });
  }
}

async function installPackages() {
  const stamp = join(here, "node_modules", ".lock-hash");
  const hash = createHash("sha256").update(await readFile(join(here, "package-lock.json"))).digest("hex");
  if (existsSync(stamp) && (await readFile(stamp, "utf8")) === hash) return;
  const npm = spawnSync("npm", ["ci", "--no-fund", "--no-audit"], { cwd: here, encoding: "utf8", shell: process.platform === "win32" });
  if (npm.status !== 0) throw new Error(`npm ci failed: ${npm.error ?? npm.stderr}`);
  await writeFile(stamp, hash);
}

async function bundle() {
  const esbuild = await import("esbuild");
  const mud = {
    name: "mudblazor",
    setup(build) {
      build.onResolve({ filter: /^mudblazor\// }, (args) => ({ path: join(resolve(values.mud ?? ""), args.path.slice("mudblazor/".length)) }));
    },
  };
  const common = { absWorkingDir: here, bundle: true, minify: true, write: false, metafile: true, outdir: out, entryNames: "[name]-[hash]", chunkNames: "chunk-[hash]", legalComments: "none", logLevel: "warning", plugins: [mud] };
  const results = await Promise.all([
    // light-dark() must reach the browser as written: the versions named in the design know it.
    esbuild.build({ ...common, entryPoints: styles, target: ["chrome123", "firefox120", "safari17.5"] }),
    esbuild.build({ ...common, entryPoints: scripts, format: "esm", splitting: true, target: "es2022" }),
    // Both of its halves look for their address to load the other one: here they are one file.
    esbuild.build({ ...common, entryPoints: frames, format: "iife", target: "es2022", define: { "import.meta.url": '""' } }),
  ]);
  return results.flatMap((result) =>
    result.outputFiles.map((file) => {
      const meta = Object.entries(result.metafile.outputs).find(([path]) => resolve(here, path) === file.path)?.[1];
      const name = basename(file.path);
      const logical = meta?.entryPoint ? name.replace(/-[A-Z0-9]{8}(\.\w+)$/, "$1") : null;
      return { name, logical, bytes: Buffer.from(file.contents) };
    }),
  );
}

/** A classic script that hangs its functions on window: copied as it is. */
async function copyMudScript() {
  const bytes = await readFile(join(resolve(values.mud ?? ""), "MudBlazor.min.js"));
  const text = Buffer.from(bytes.toString("utf8").replace(/\n?\/\/# sourceMappingURL=.*\s*$/, "\n"));
  const hash = createHash("sha256").update(text).digest("hex").slice(0, 8).toUpperCase();
  return [{ name: `mud-${hash}.js`, logical: "mud.js", bytes: text }];
}

async function publish(files) {
  await mkdir(out, { recursive: true });
  const manifest = {};
  const keep = new Set(["manifest.json"]);
  for (const file of files) {
    keep.add(file.name).add(`${file.name}.br`).add(`${file.name}.gz`);
    if (file.logical) manifest[file.logical] = file.name;
    if (existsSync(join(out, `${file.name}.gz`))) continue;
    await replace(file.name, file.bytes);
    await replace(`${file.name}.br`, brotliCompressSync(file.bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: file.bytes.length } }));
    await replace(`${file.name}.gz`, gzipSync(file.bytes, { level: 9 }));
  }
  await replace("manifest.json", JSON.stringify(manifest, Object.keys(manifest).sort(), 2) + "\n");
  for (const name of await readdir(out)) {
    if (!keep.has(name)) await rm(join(out, name), { force: true });
  }
  console.log(`${files.length} web assets bundled`);
}

/** Readers see the old file or the new one, never half of it. */
async function replace(name, bytes) {
  const temporary = join(out, `${name}.tmp`);
  await writeFile(temporary, bytes);
  await rename(temporary, join(out, name));
}
