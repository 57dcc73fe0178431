// Picture files come in by choice, by drop, from the clipboard and from the camera, and leave as
// base64, made smaller where the browser can read them. What it can't read goes as it is: the
// server knows more formats, and says what is wrong with the others.
const LONGEST = 1024; // pixels; the server looks at no more
const MOST_PIXELS = 64e6; // some phones take pictures of 50 million
const MOST_MEGABYTES = 8;
const CAMERA = {
  NotAllowedError: "The camera can't be used: the browser was told not to allow it.",
  NotFoundError: "The camera can't be used: none was found.",
  NotReadableError: "The camera can't be used: another program has it.",
};

// onStart() when a picture comes, then onImage(base64), or onTrouble(sentence) where there is none.
// forget() drops the picture that is still being read: something newer was done.
export function createFiles(root, { onStart, onImage, onTrouble }) {
  const find = (id) => root.querySelector(`[data-testid="${id}"]`);
  const chooser = find("image-file"), dialog = root.querySelector("dialog");
  const video = dialog.querySelector("video");
  let turn = 0, filming = 0; // the newest picture, the newest use of the camera

  function take(reading) {
    const mine = ++turn, still = (act) => (result) => { if (mine === turn) act(result); };
    onStart();
    reading.then(still(onImage), still((error) => onTrouble(error.message)));
  }
  function choose(capture) {
    if (capture) chooser.setAttribute("capture", "environment");
    else chooser.removeAttribute("capture");
    chooser.click();
  }
  chooser.onchange = () => {
    if (chooser.files.length) take(small(chooser.files[0]));
    chooser.value = ""; // the same file may be chosen again
  };
  find("image-choose").onclick = () => choose(false);

  // A phone's own camera is better than any that we could show; elsewhere we have to.
  find("image-camera").onclick = () => {
    if (matchMedia("(pointer: coarse)").matches || !navigator.mediaDevices) choose(true);
    else film(++filming);
  };
  async function film(mine) {
    dialog.showModal();
    try {
      const stream = await navigator.mediaDevices.getUserMedia({
        video: { facingMode: "environment", width: { ideal: 1280 } },
      });
      if (mine !== filming) return halt(stream); // closed before the camera was there
      video.srcObject = stream;
      await video.play();
    } catch (error) {
      if (mine !== filming) return;
      dialog.close();
      onTrouble(CAMERA[error.name] ?? `The camera can't be used (${error.name}).`);
    }
  }
  const halt = (stream) => stream?.getTracks().forEach((track) => track.stop());
  function dark() {
    filming += 1;
    halt(video.srcObject);
    video.srcObject = null;
  }
  dialog.onclose = dark;
  find("camera-close").onclick = () => dialog.close();
  find("camera-take").onclick = () => {
    if (!video.videoWidth) return; // the first picture is still to come
    take(encoded(drawn(video, video.videoWidth, video.videoHeight)));
    dialog.close();
  };

  const onPaste = ({ clipboardData, target }) => {
    const [file] = clipboardData.files;
    if (file && !target.closest?.("input, textarea")) take(small(file));
  };
  const onDragOver = (event) => event.preventDefault();
  const onDrop = (event) => {
    event.preventDefault(); // else the browser would leave the page and open the file
    const [file] = event.dataTransfer.files;
    if (file) take(small(file)); else onTrouble("That was no file. Drop a picture file.");
  };
  const listeners = { paste: onPaste, dragover: onDragOver, drop: onDrop };
  for (const [kind, act] of Object.entries(listeners)) document.addEventListener(kind, act);
  return {
    forget() { turn += 1; },
    stop() {
      for (const [kind, act] of Object.entries(listeners)) document.removeEventListener(kind, act);
      dark();
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
    // An <img> takes half a file for a picture; this does not.
    const bitmap = await createImageBitmap(file).catch(() => null);
    return bitmap ? encoded(drawn(bitmap, bitmap.width, bitmap.height)) : unchanged(file);
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

async function encoded(canvas) { // only a PNG keeps what is transparent
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  const whole = data.every((v, k) => k % 4 < 3 || v === 255);
  const type = whole ? "image/jpeg" : "image/png";
  return base64(await canvas.convertToBlob({ type, quality: 0.9 }));
}

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
