// Bundles every web/src/<view>/{main,worker}.ts into src/osce_kg/server/static, with the licences of all it takes in.
//   node build.mjs            writes the files
//   node build.mjs --check    writes nothing; fails if a file that is there is not, byte for byte, what it would write
import { build } from "esbuild";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { basemap } from "./basemap.mjs";

const WEB = dirname(fileURLToPath(import.meta.url));
const STATIC = resolve(WEB, "../src/osce_kg/server/static");

/** Names of the files to write, without extension, with what they are made from. */
function entryPoints() {
  const sources = join(WEB, "src");
  const found = {};
  for (const view of readdirSync(sources).sort()) {
    if (existsSync(join(sources, view, "main.ts"))) found[view] = join(sources, view, "main.ts");
    if (existsSync(join(sources, view, "worker.ts"))) found[`${view}-worker`] = join(sources, view, "worker.ts");
  }
  return found;
}

async function bundle() {
  return build({
    absWorkingDir: WEB,
    entryPoints: entryPoints(),
    outdir: STATIC,
    bundle: true,
    write: false,
    metafile: true,
    minify: true,
    format: "esm",
    // What several pages or only some readers need is in files of its own, named by content.
    splitting: true,
    chunkNames: "[name]-[hash]",
    target: ["es2022", "chrome100", "firefox115", "safari16"],
    charset: "utf8",
    // The licences are in LICENCES.txt, whole.
    legalComments: "none",
    // Pictures of Leaflet's that no page of ours shows.
    loader: { ".png": "empty" },
    plugins: [basemap],
    logLevel: "warning",
  });
}

/** Folders of the packages of which something is in the bundles. */
function packagesOf(metafile) {
  const folders = new Set();
  for (const { inputs } of Object.values(metafile.outputs)) {
    for (const [input, { bytesInOutput }] of Object.entries(inputs)) {
      const match = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input);
      if (match && bytesInOutput > 0) folders.add(match[1]);
      if (input === "basemap:basemap") folders.add("node_modules/world-atlas");
    }
  }
  return [...folders].sort();
}

function licences(metafile) {
  const rule = "=".repeat(78);
  const parts = packagesOf(metafile).map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(WEB, folder, "package.json"), "utf8"));
    const file = readdirSync(join(WEB, folder)).sort().find((entry) => /^licen[cs]e/i.test(entry));
    if (!file) throw new Error(`${name} has no licence file, so nothing of it can be shipped`);
    const text = readFileSync(join(WEB, folder, file), "utf8").replaceAll("\r\n", "\n").trim();
    return `${rule}\n${name} ${version} (${license})\n${rule}\n\n${text}\n`;
  });
  return `The scripts and style sheets in this folder take in the packages below.\n\n${parts.join("\n")}`;
}

/** Every file by name, as bytes. */
async function builtFiles() {
  const { outputFiles, metafile } = await bundle();
  const files = new Map(outputFiles.map(({ path, contents }) => [relative(STATIC, path), Buffer.from(contents)]));
  files.set("LICENCES.txt", Buffer.from(licences(metafile), "utf8"));
  return files;
}

/** Scripts that are there and made from nothing; style sheets and pictures may be written by hand, scripts never are. */
function leftOver(files) {
  return readdirSync(STATIC).filter((name) => name.endsWith(".js") && !files.has(name));
}

function differences(files) {
  const wrong = [];
  for (const [name, contents] of files) {
    const path = join(STATIC, name);
    if (!existsSync(path)) wrong.push(`${name}: missing`);
    else if (!readFileSync(path).equals(contents)) wrong.push(`${name}: differs`);
  }
  return [...wrong, ...leftOver(files).map((name) => `${name}: made from nothing in web/src`)].sort();
}

const files = await builtFiles();
if (process.argv.includes("--check")) {
  const wrong = differences(files);
  if (wrong.length) {
    console.error(`Not what "make web" writes:\n  ${wrong.join("\n  ")}`);
    process.exit(1);
  }
  console.log(`${files.size} files are what their sources say`);
} else {
  for (const name of leftOver(files)) rmSync(join(STATIC, name));
  for (const [name, contents] of files) writeFileSync(join(STATIC, name), contents);
  console.log(`wrote ${files.size} files`);
}
