//! The process beside the test, and its session.

use crate::http;
use serde_json::{Value, json};
use std::io::{BufRead, BufReader};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

/// `chromedriver`, with one session.
pub(crate) struct Driver {
    process: Child,
    port: u16,
    session: String,
    /// The browser's profile: gone with the session.
    _profile: tempfile::TempDir,
}

impl Driver {
    /// With `preferences` of the browser's profile, an object.
    pub(crate) fn start(preferences: &Value) -> Option<Self> {
        let started =
            Command::new("chromedriver").arg("--port=0").stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
        let Ok(mut process) = started else { return skip("there is no `chromedriver`") };
        let out = process.stdout.take().expect("piped");
        let mut lines = BufReader::new(out).lines();
        // "ChromeDriver was started successfully on port 39251."
        let port = lines.by_ref().map_while(Result::ok).find_map(|line| {
            line.split_once("successfully on port ")?.1.trim_end_matches('.').parse::<u16>().ok()
        });
        let Some(port) = port else {
            let _ = process.kill();
            return skip("`chromedriver` does not start");
        };
        // Whatever it says later is read, so that it never waits for a reader.
        std::thread::spawn(move || lines.for_each(drop));
        let profile = tempfile::tempdir().expect("a folder");
        let arguments = [
            "--headless=new".to_owned(),
            "--window-size=1280,900".to_owned(),
            "--no-sandbox".to_owned(), // containers give a browser no sandbox of its own
            "--disable-gpu".to_owned(),
            "--disable-dev-shm-usage".to_owned(),
            "--no-first-run".to_owned(),
            format!("--user-data-dir={}", profile.path().display()),
        ];
        let options = json!({ "args": arguments, "prefs": preferences });
        let wanted = json!({ "goog:chromeOptions": options, "goog:loggingPrefs": { "browser": "ALL" } });
        let answer = request(port, "POST", "/session", &json!({ "capabilities": { "alwaysMatch": wanted } }));
        let Some(session) = answer["sessionId"].as_str().map(str::to_owned) else {
            let _ = process.kill();
            let _ = process.wait();
            return skip(&format!("Chromium does not start: {}", answer["message"]));
        };
        Some(Self { process, port, session, _profile: profile })
    }

    pub(crate) fn post(&self, command: &str, body: &Value) -> Value {
        self.ask("POST", command, body)
    }

    pub(crate) fn get(&self, command: &str) -> Value {
        self.ask("GET", command, &Value::Null)
    }

    /// The answer, or nothing where the driver has none to give.
    pub(crate) fn try_get(&self, command: &str) -> Option<Value> {
        let value = request(self.port, "GET", &format!("/session/{}/{command}", self.session), &Value::Null);
        value["error"].is_null().then_some(value)
    }

    fn ask(&self, method: &str, command: &str, body: &Value) -> Value {
        let value = request(self.port, method, &format!("/session/{}/{command}", self.session), body);
        if let (Some(error), Some(message)) = (value["error"].as_str(), value["message"].as_str()) {
            panic!("{command} {body}: {error}: {}", message.lines().next().unwrap_or_default());
        }
        value
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        if let Ok(stream) = TcpStream::connect(("127.0.0.1", self.port)) {
            let _ = http::exchange(stream, "DELETE", &format!("/session/{}", self.session), &Value::Null);
        }
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

#[expect(clippy::print_stderr, reason = "a test says what it did not look at")]
fn skip<T>(why: &str) -> Option<T> {
    eprintln!(
        "SKIPPED, nothing was tested in a browser: {why} (Debian: apt install chromium chromium-driver)"
    );
    None
}

fn request(port: u16, method: &str, path: &str, body: &Value) -> Value {
    let stream = TcpStream::connect(("127.0.0.1", port)).expect("chromedriver listens");
    let mut answer = http::exchange(stream, method, path, body).expect("chromedriver answers");
    answer["value"].take()
}
