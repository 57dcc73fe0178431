// Picture files come in by choice, by drop, from the clipboard and from the camera, and leave as
// base64, made smaller where the browser can read them. What it can't read goes as it is: the
// server knows more formats, and says what is wrong with the others.
const LONGEST = 1024; // pixels; the server looks at no more
const MOST_PIXELS = 64e6; // some phones take pictures of 50 million
const MOST_MEGABYTES = 8;

// onImage(base64) for every picture, onTrouble(sentence) where there is none.
export function createFiles(root, onImage, onTrouble) {
  const find = (id) => root.querySelector(`[data-testid="${id}"]`);
  const chooser = find("image-file"), dialog = root.querySelector("dialog");
  const video = dialog.querySelector("video");
  const trouble = (error) => onTrouble(error.message);
  const take = (file) => small(file).then(onImage).catch(trouble);

  function choose(capture) {
    if (capture) chooser.setAttribute("capture", "environment");
    else chooser.removeAttribute("capture");
    chooser.click();
  }
  chooser.onchange = () => {
    if (chooser.files.length) take(chooser.files[0]);
    chooser.value = ""; // the same file may be chosen again
  };
  find("image-choose").onclick = () => choose(false);

  // A phone's own camera is better than any that we could show; elsewhere we have to.
  find("image-camera").onclick = () => {
    const own = matchMedia("(pointer: coarse)").matches || !navigator.mediaDevices;
    if (own) choose(true); else film().catch((error) => {
      dialog.close();
      onTrouble(`The camera can't be used: ${error.message}.`);
    });
  };
  async function film() {
    dialog.showModal();
    const stream = await navigator.mediaDevices.getUserMedia({
      video: { facingMode: "environment", width: { ideal: 1280 } },
    });
    if (!dialog.open) return halt(stream); // closed before the camera was there
    video.srcObject = stream;
    await video.play();
  }
  const halt = (stream) => stream?.getTracks().forEach((track) => track.stop());
  dialog.onclose = () => {
    halt(video.srcObject);
    video.srcObject = null;
  };
  find("camera-close").onclick = () => dialog.close();
  find("camera-take").onclick = () => {
    if (!video.videoWidth) return; // the first picture is still to come
    const still = drawn(video, video.videoWidth, video.videoHeight);
    encoded(still, "image/jpeg").then(onImage).catch(trouble);
    dialog.close();
  };

  const paste = ({ clipboardData, target }) => {
    const [file] = clipboardData.files;
    if (file && !target.closest?.("input, textarea")) take(file);
  };
  document.addEventListener("paste", paste);
  root.ondragover = (event) => event.preventDefault();
  root.ondrop = (event) => {
    event.preventDefault(); // else the browser would open the file
    const [file] = event.dataTransfer.files;
    if (file) take(file); else onTrouble("That was no file. Drop a picture file.");
  };
  return {
    stop() {
      document.removeEventListener("paste", paste);
      halt(video.srcObject);
    },
  };
}

async function small(file) {
  const image = new Image();
  image.src = URL.createObjectURL(file);
  try {
    if (!await loads(image)) return unchanged(file);
    const { naturalWidth: width, naturalHeight: height } = image; // known before it is unpacked
    if (width * height > MOST_PIXELS) {
      throw new Error(`A picture of at most ${MOST_PIXELS / 1e6} million pixels can be read, `
        + `this one has ${width} × ${height}.`);
    }
    // Only a PNG keeps what is transparent.
    const type = file.type === "image/jpeg" ? file.type : "image/png";
    return await encoded(drawn(image, width, height), type);
  } finally {
    URL.revokeObjectURL(image.src);
  }
}

function loads(image) {
  return new Promise((done) => {
    image.onload = () => done(true);
    image.onerror = () => done(false);
  });
}

function drawn(image, width, height) {
  const scale = Math.min(1, LONGEST / Math.max(width, height));
  const canvas = new OffscreenCanvas(Math.max(1, width * scale), Math.max(1, height * scale));
  const context = canvas.getContext("2d");
  context.imageSmoothingQuality = "high";
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas;
}

const encoded = async (canvas, type) => base64(await canvas.convertToBlob({ type, quality: 0.9 }));

function unchanged(file) {
  const megabytes = file.size / 1e6;
  if (megabytes > MOST_MEGABYTES) {
    throw new Error(`A file of at most ${MOST_MEGABYTES} MB can be read, `
      + `this one has ${megabytes.toFixed(0)} MB.`);
  }
  return base64(file);
}

async function base64(blob) {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let text = "";
  for (let k = 0; k < bytes.length; k += 8192) {
    text += String.fromCharCode(...bytes.subarray(k, k + 8192));
  }
  return btoa(text);
}
